import { describe, expect, it } from 'vitest'
import { ScriptedCounter, frameAt, rep } from '../testing/factories'
import { SetRecorder } from './set-recorder'
import { longestRun } from '@/workouts/record/finished-workout'
import { repRecord, setRecord } from '@/workouts/testing/set-records'

/** Give the recorder a frame of a set that began at `beganMs` of media time. */
function take(recorder: SetRecorder, mediaMs: number, beganMs: number): void {
  recorder.note(recorder.process(frameAt(mediaMs)), (ms) => ms - beganMs)
}

describe('SetRecorder', () => {
  it('records repetitions in set time, in whole milliseconds and degrees', () => {
    const counter = new ScriptedCounter([[], [rep(63_000)]])
    const recorder = new SetRecorder(counter, setRecord())
    take(recorder, 60_000, 60_000)
    take(recorder, 63_000, 60_000)
    expect(recorder.record(3_000)).toMatchObject({
      reps: 1,
      elapsed_ms: 3_000,
      repetitions: [
        { start_ms: 2_000, end_ms: 3_000, bottom_deg: 80, top_deg: 165, down_ms: 480, up_ms: 520 },
      ],
    })
  })

  it('adds to an interrupted set', () => {
    const earlier = setRecord({ reps: 7, repetitions: [repRecord()], trips: 1, held_ms: 500 })
    const recorder = new SetRecorder(new ScriptedCounter([[rep(5_000)]]), earlier)
    take(recorder, 5_000, -55_000)
    expect(recorder.reps).toBe(8)
    const record = recorder.record(61_000)
    expect(record).toMatchObject({ id: earlier.id, reps: 8, trips: 1, held_ms: 500 })
    expect(record.repetitions).toHaveLength(2)
  })

  it('records runs, trips and refusals', () => {
    const run = { startMs: 1_000, endMs: 4_000, reps: 9 }
    const counter = new ScriptedCounter([
      [],
      [{ type: 'run-ended', timestampMs: 5_000, run, trip: true }],
      [{ type: 'refused', timestampMs: 6_000, reason: 'too-shallow' }],
      [{ type: 'refused', timestampMs: 7_000, reason: 'too-shallow' }],
    ])
    counter.become({ trips: 1 })
    const recorder = new SetRecorder(counter, setRecord())
    for (const ms of [0, 5_000, 6_000, 7_000]) take(recorder, ms, 0)
    expect(recorder.record(7_000)).toMatchObject({
      runs: [{ start_ms: 1_000, end_ms: 4_000, reps: 9, trip: true }],
      trips: 1,
      refused: { 'too-shallow': 2 },
    })
  })

  it('includes a longest run that is still going when the set is finished', () => {
    const run = { startMs: 0, endMs: 2_000, reps: 4 }
    const counter = new ScriptedCounter([
      [{ type: 'run-ended', timestampMs: 7_000, run, trip: true }],
    ])
    const recorder = new SetRecorder(counter, setRecord({ longest_run: 6 }))
    take(recorder, 7_000, 0)
    expect(recorder.record(7_000).longest_run).toBe(6)
    counter.become({ longestRun: 11 })
    expect(longestRun(recorder.finalRecord(9_000))).toBe(11)
  })

  it('has the second opinion count the earlier part too', () => {
    const counter = new ScriptedCounter()
    const recorder = new SetRecorder(counter, setRecord({ reps: 5 }))
    expect(recorder.finalRecord(0).second_opinion).toBeNull()
    counter.other = 3
    expect(recorder.finalRecord(0).second_opinion).toBe(8)
  })
})
