import { describe, expect, it } from 'vitest'
import { RUNNING_TRAINING, isAnythingStored, durableValues } from './durable-values'

const notes = durableValues<{ readonly id: string }>({
  kind: RUNNING_TRAINING,
  parse: (value) => (value ?? null) as { readonly id: string } | null,
  isLater: () => false,
})

describe('isAnythingStored', () => {
  it('is true at once after a save, and false after clearing', async () => {
    expect(await isAnythingStored()).toBe(false)
    notes.save({ id: 'a set' })
    expect(await isAnythingStored()).toBe(true)
    notes.clear('a set')
    expect(await isAnythingStored()).toBe(false)
  })
})
