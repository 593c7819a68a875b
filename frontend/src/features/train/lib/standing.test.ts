import { describe, expect, it } from 'vitest'
import { standingWith } from '../testing/standing'
import { setToCompare } from './standing'

const pushUps = (reps: number) => ({ exercise: 'push-up', reps, seconds: 30 })
const jumps = { exercise: 'jump-rope', reps: 100, seconds: 60 }
const plank = (seconds: number) => ({ exercise: 'plank', reps: 0, seconds })

describe('the set of a workout that is compared with earlier ones', () => {
  it('is the one that is a new best, whatever was done more often', () => {
    const best = pushUps(13)
    expect(setToCompare(standingWith('push-up', { reps: 12 }), [pushUps(12), jumps, best])).toBe(
      best,
    )
    const hold = plank(95)
    expect(setToCompare(standingWith('plank', { seconds: 90 }), [jumps, hold])).toBe(hold)
  })

  it('is the largest where none is', () => {
    expect(setToCompare(standingWith('push-up', { reps: 12 }), [pushUps(12), jumps])).toBe(jumps)
    const longest = plank(80)
    expect(setToCompare(standingWith('plank', { seconds: 90 }), [plank(70), longest])).toBe(longest)
    expect(setToCompare(null, [])).toBeNull()
  })
})
