import { describe, expect, it } from 'vitest'
import { repRecord, setRecord } from '../testing/set-records'
import { cadencePerMinute, finishedWorkout, isEmpty, longestRun } from './finished-workout'
import { readDetails } from './set-details'

const STRANGER = { weightKg: null, timeZone: null }

describe('finishedWorkout', () => {
  const record = setRecord({
    reps: 2,
    elapsed_ms: 20_000,
    repetitions: [
      repRecord({ start_ms: 4_000, end_ms: 6_000 }),
      repRecord({ start_ms: 6_000, end_ms: 8_000, verdict: 'shallow' }),
    ],
    refused: { 'too-shallow': 1 },
  })

  it('says what was done, when and for how long', () => {
    expect(finishedWorkout(record, STRANGER)).toEqual({
      id: record.id,
      exercise_type: 'push-up',
      reps_count: 2,
      counted_reps: 2,
      duration_seconds: 4,
      started_at: '2026-05-01T10:00:00.000Z',
      source: 'camera',
      details: {
        elapsed_seconds: 20,
        repetitions: {
          start_ms: [4_000, 6_000],
          end_ms: [6_000, 8_000],
          bottom_deg: [80, 80],
          top_deg: [165, 165],
          down_ms: [500, 500],
          up_ms: [500, 500],
          body_line_deg: [172, 172],
          verdict: [
            ['valid', 1],
            ['shallow', 1],
          ],
          variant: [[null, 2]],
        },
        runs: [],
        longest_run: 0,
        trips: 0,
        refused: { 'too-shallow': 1 },
        second_opinion: null,
      },
    })
  })

  it('records weight and time zone if they are known', () => {
    const person = { weightKg: 71.5, timeZone: 'Europe/Berlin' }
    expect(finishedWorkout(record, person)).toMatchObject({
      weight_kg: 71.5,
      time_zone: 'Europe/Berlin',
    })
  })

  it('records the time of a hold', () => {
    const plank = setRecord({ exercise: 'plank', reps: 0, held_ms: 42_000, elapsed_ms: 60_000 })
    expect(finishedWorkout(plank, STRANGER)).toMatchObject({ reps_count: 0, duration_seconds: 42 })
  })

  it('sends 300 jumps in 8 kB', () => {
    const nothing = {
      bottom_deg: null,
      top_deg: null,
      down_ms: null,
      up_ms: null,
      body_line_deg: null,
    }
    const repetitions = Array.from({ length: 300 }, (_, i) =>
      repRecord({ ...nothing, start_ms: i * 480, end_ms: i * 480 + 310, variant: 'both-feet' }),
    )
    const rope = finishedWorkout(setRecord({ reps: 300, repetitions }), STRANGER)
    expect(JSON.stringify(rope).length).toBeLessThanOrEqual(8_000)
    expect(readDetails(rope.details).repetitions).toHaveLength(300)
  })

  it('always has a duration that the server accepts', () => {
    expect(finishedWorkout(setRecord({ reps: 1 }), STRANGER).duration_seconds).toBeGreaterThan(0)
  })
})

describe('isEmpty', () => {
  it.each([
    [{}, true],
    [{ reps: 1 }, false],
    [{ held_ms: 400 }, true],
    [{ held_ms: 5_000 }, false],
  ])('%o: %s', (over, empty) => {
    expect(isEmpty(setRecord(over))).toBe(empty)
  })
})

it('finds the longest run', () => {
  const run = (reps: number) => ({ start_ms: 0, end_ms: 1, reps, trip: false })
  expect(longestRun(setRecord({ runs: [run(4), run(11), run(7)] }))).toBe(11)
  expect(longestRun(setRecord())).toBe(0)
  expect(longestRun(setRecord({ runs: [run(4)], longest_run: 9 }))).toBe(9)
})

it('gives no cadence for a set that is too short', () => {
  expect(cadencePerMinute(setRecord({ reps: 1, elapsed_ms: 5_000 }))).toBeNull()
})
