import { describe, expect, it } from 'vitest'
import { estimateCalories, metabolicEquivalent } from './calories'

describe('metabolicEquivalent', () => {
  it.each([
    ['push-up', 10, 60, 3.8],
    ['push-up', 20, 60, 3.8],
    ['push-up', 21, 60, 7.5],
    ['jump-rope', 99, 60, 8.3],
    ['jump-rope', 100, 60, 8.3],
    ['jump-rope', 110, 60, 11.8],
    ['jump-rope', 120, 60, 11.8],
    ['jump-rope', 121, 60, 12.3],
    ['squat', 10, 60, 3.0],
    ['squat', 25, 60, 6.5],
    ['plank', 0, 60, 2.8],
  ] as const)('%s, %i in %i s: %f', (exerciseType, reps, activeSeconds, met) => {
    expect(metabolicEquivalent({ exerciseType, reps, activeSeconds })).toBe(met)
  })

  it('treats a set without duration as a slow one', () => {
    expect(metabolicEquivalent({ exerciseType: 'push-up', reps: 9, activeSeconds: 0 })).toBe(3.8)
  })
})

describe('estimateCalories', () => {
  it('is MET x 3.5 x kg / 200 x minutes', () => {
    const effort = { exerciseType: 'jump-rope' as const, reps: 330, activeSeconds: 180 }
    expect(estimateCalories(effort, 70)).toBeCloseTo(((11.8 * 3.5 * 70) / 200) * 3)
  })

  it('shows nothing if the weight is not known', () => {
    const effort = { exerciseType: 'push-up' as const, reps: 20, activeSeconds: 60 }
    expect(estimateCalories(effort, null)).toBeNull()
  })
})
