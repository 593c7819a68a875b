import { describe, expect, test } from 'vitest'
import type { Probabilities } from '../judge/judge.ts'
import { CERTAIN, play, ropeCounter } from './testing/rope-player.ts'
import { filmParts } from './testing/skipping-body.ts'
import type { Movement } from './testing/skipping-body.ts'

describe('jumps that the judge does not recognise', () => {
  /** When it is told, in seconds of a film of a movement, and how many are counted. */
  function told(movement: Movement, judge: Probabilities): { atSeconds: number[]; reps: number } {
    const events = play(filmParts([{ movement, cycles: 20, perMinute: 120 }]), ropeCounter(judge))
    const refused = events.filter(
      (event) => event.type === 'refused' && event.reason === 'not-recognised',
    )
    const reps = events.filter(({ type }) => type === 'rep').length
    return { atSeconds: refused.map(({ timestampMs }) => timestampMs / 1000), reps }
  }
  const deaf: Probabilities = { mean: () => 0 }

  test('are told from the fifth in a row on, and never counted', () => {
    const { atSeconds, reps } = told('bounce', deaf)
    expect(reps).toBe(0)
    // Posture and place are known after two seconds.
    expect(atSeconds[0]).toBeGreaterThan(4)
    expect(atSeconds[0]).toBeLessThan(5)
    expect(atSeconds.length).toBeGreaterThanOrEqual(8)
  })

  test('are not told once the judge believes them', () => {
    expect(told('bounce', CERTAIN)).toMatchObject({ atSeconds: [], reps: 20 })
  })

  test.each([
    'stand',
    'walk',
    'high knees',
    'jumping jack',
    'squat',
    'bob',
    'camera shake',
  ] as const)('are not told to who does nothing of the kind: %s', (movement) => {
    expect(told(movement, deaf).atSeconds).toEqual([])
  })
})
