import { expect, expectTypeOf, it } from 'vitest'
import { EXERCISES, type RepVariant, type RepVerdict } from '@/engine'
import type { VARIANTS, VERDICTS } from '@/shared/words/enumerated'
import { EXERCISE_TYPES } from '@/shared/words/enumerated'

// The engine imports nothing from outside, and what lies below knows no engine: each has a list of its own.
it('engine and server have the same exercises, verdicts and variants', () => {
  expect(EXERCISES).toEqual(EXERCISE_TYPES)
  expectTypeOf<RepVerdict>().toEqualTypeOf<(typeof VERDICTS)[number]>()
  expectTypeOf<RepVariant>().toEqualTypeOf<(typeof VARIANTS)[number]>()
})
