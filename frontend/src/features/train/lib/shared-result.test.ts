import { describe, expect, it } from 'vitest'
import { sharedSet, sharedWorkout } from './shared-result'
import { setRecord } from '@/workouts/testing/set-records'

describe('the picture to share', () => {
  it('shows of a set the corrected count, time and pace', () => {
    const record = setRecord({ exercise: 'jump-rope', elapsed_ms: 600_000 })
    expect(sharedSet(record, 1)).toMatchObject({ title: 'Jump rope', figure: '1', unit: 'jump' })
    expect(sharedSet(record, 1200)).toEqual({
      title: 'Jump rope',
      figure: '1,200',
      unit: 'jumps',
      facts: ['10:00', '120/min'],
    })
  })

  it('shows of a hold its time, and no count', () => {
    const { figure, unit, facts } = sharedSet(setRecord({ exercise: 'plank' }), 0)
    expect(figure).toMatch(/^\d+:\d\d$/)
    expect({ unit, facts }).toEqual({ unit: '', facts: [] })
  })

  it('shows of a workout all sets but the warm-up', () => {
    const set = { warm_up: false }
    const done = [
      { ...set, reps: 12, seconds: 30 },
      { ...set, reps: 10, seconds: 40 },
      { warm_up: true, reps: 5, seconds: 20 },
    ]
    expect(sharedWorkout('Morning', done)).toEqual({
      title: 'Morning',
      figure: '22',
      unit: 'reps in 2 sets',
      facts: ['1:10'],
    })
  })
})
