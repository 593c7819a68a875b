/** The session with the real counting engine, on recordings of real people. */
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { readFrames } from '../../../../scripts/counting/recordings.ts'
import { LiveSession } from './live-session'
import { type ExerciseType, createCounter } from '@/engine'
import { ReplaySource } from '@/pose/replay-source'
import { type SetRecord, activeMs, setRecordSchema } from '@/workouts/record/set-record'

const RECORDINGS = resolve(import.meta.dirname, '../../../../../benchmarks/counting/recordings')
const TICK_MS = 250
const SQUATS = 'sq_rj_front'
/** Everything by itself: what is done before the countdown is over counts all the same. */
const HANDS_FREE = {
  startsInPosition: true,
  pausesWhenAway: true,
  endsWhenAway: true,
  endsOnGesture: true,
}

interface Replay {
  readonly session: LiveSession
  readonly kept: SetRecord[]
  readonly source: ReplaySource
  /** Play until the condition holds or the recording ends. */
  readonly play: (until?: (session: LiveSession) => boolean) => void
}

function replay(exercise: ExerciseType, name: string, source = open(exercise, name)): Replay {
  let nowMs = 0
  const kept: SetRecord[] = []
  const session = new LiveSession(exercise, {
    createCounter,
    nowMs: () => nowMs,
    today: () => new Date('2026-05-01T10:00:00Z'),
    newId: () => '01900000-0000-7000-8000-000000000001',
    ownerId: () => null,
    trainingId: null,
    saveCheckpoint: (record) => kept.push(record),
    best: () => 0,
    handsFree: () => HANDS_FREE,
    onEnded: () => undefined,
  })
  source.start({ onFrame: (frame) => session.frame(frame), onStatus: () => undefined })
  const play = (until: (session: LiveSession) => boolean = () => false): void => {
    while (!source.finished && !until(session)) {
      nowMs += TICK_MS
      session.tick()
      source.advance(TICK_MS)
    }
  }
  return { session, kept, source, play }
}

function open(exercise: ExerciseType, name: string): ReplaySource {
  return new ReplaySource(readFrames(join(RECORDINGS, exercise, `${name}.json.gz`)))
}

it.each([
  ['push-up', 'pu_btjm1', 10],
  ['push-up', 'pu_tayyab4', 5],
  ['jump-rope', 'jr_chen_side', 20],
] as const)('%s, %s: counts %i and records each of them', (exercise, name, reps) => {
  const { session, play } = replay(exercise, name)
  session.start(3)
  play()
  expect(session.view.reps).toBe(reps)
  const record = setRecordSchema.parse(session.finish())
  expect(record.reps).toBe(reps)
  expect(record.repetitions).toHaveLength(reps)
  expect(activeMs(record)).toBeGreaterThan(0)
  expect(activeMs(record)).toBeLessThanOrEqual(record.elapsed_ms)
})

it('a reload in the middle of a set adds no repetitions', () => {
  const first = replay('push-up', 'pu_btjm1')
  first.session.start(3)
  first.play(({ view }) => view.reps >= 4)
  first.session.keep()
  const second = replay('push-up', 'pu_btjm1', first.source)
  second.session.continueFrom(first.kept.at(-1)!)
  second.session.resume()
  second.play()
  // The repetition during which the page went away may be lost, and none may be counted twice.
  expect(second.session.view.reps).toBeGreaterThanOrEqual(9)
  expect(second.session.view.reps).toBeLessThanOrEqual(10)
})

it('somebody who chose push-ups and does squats is told, and nothing is counted', () => {
  const { session, play } = replay('push-up', SQUATS, open('squat', SQUATS))
  session.start(3)
  play(({ view }) => view.looksLike !== null)
  expect(session.view.looksLike).toBe('squat')
  play()
  expect(session.view.reps).toBe(0)
})

it.each([
  ['push-up', 'pu_btjm1'],
  ['jump-rope', 'jr_chen_side'],
] as const)('somebody who does the chosen %s is offered no other exercise', (exercise, name) => {
  const { session, play } = replay(exercise, name)
  session.start(3)
  play(({ view }) => view.looksLike !== null)
  expect(session.view.looksLike).toBeNull()
})
