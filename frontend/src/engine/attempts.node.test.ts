/** Of repetitions that were not deep enough nothing is said to people who do something else. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCounter } from './index.ts'
import type { EngineEvent, ExerciseType } from './index.ts'
import { KEPT, KEPT_SETS, labelled } from './testing/labelled.ts'

/** The screen says it once in so many ms. */
const CUE_EVERY_MS = 4000
/** One in half an hour of everyday life and other exercises; measured: 1 (push-up) and 0 (squat) in 30 and 36 minutes. */
const MOST_CUES = 1

function cues(events: readonly EngineEvent[]): number {
  let [said, lastMs] = [0, Number.NEGATIVE_INFINITY]
  for (const event of events) {
    const isAttempt = event.type === 'refused' && event.reason === 'too-shallow'
    if (!isAttempt || event.timestampMs - lastMs < CUE_EVERY_MS) continue
    said += 1
    lastMs = event.timestampMs
  }
  return said
}

const clips = KEPT_SETS.flatMap((set) => labelled(join(KEPT, set)))

test.each<ExerciseType>(['push-up', 'squat'])(
  'nobody who does something else is told to go deeper into a %s',
  { timeout: 120_000 },
  (exercise) => {
    const others = clips.filter(
      (clip) => clip.exercise !== exercise && !clip.contains.includes(exercise),
    )
    const said = others.flatMap(({ name, frames }) => {
      const counter = createCounter(exercise)
      const told = cues(frames.flatMap((frame) => counter.process(frame)))
      return Array.from({ length: told }, () => name)
    })
    expect(others.length).toBeGreaterThan(100)
    expect(said.length, said.join(' ')).toBeLessThanOrEqual(MOST_CUES)
  },
)

test('nor is anybody whose push-ups count', { timeout: 120_000 }, () => {
  const own = clips.filter(({ exercise, isSure }) => exercise === 'push-up' && isSure)
  const told = own.map(({ frames }) => {
    const counter = createCounter('push-up')
    return cues(frames.flatMap((frame) => counter.process(frame)))
  })
  expect(told.filter((each) => each > 0)).toEqual([])
})
