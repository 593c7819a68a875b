import {
  createAutoCounter,
  createCounters,
  EXERCISES,
  EXPERIMENTAL,
} from '../../../src/engine/index.ts'
import type {
  EngineEvent,
  ExerciseCounter,
  ExerciseType,
  PoseFrame,
} from '../../../src/engine/index.ts'
import { thin } from '../recordings.ts'

/** Repetitions by exercise; of a plank the seconds held. */
export type Counts = Readonly<Record<string, number>>

/** What was counted in one clip, by frame rate, and the exercise recognised at the first of them. */
export interface ClipCounts {
  readonly byRate: Readonly<Record<string, Counts>>
  readonly recognised: string
}

/** Takes all that the counter of an exercise says. */
export type Hear = (exercise: ExerciseType, event: EngineEvent) => void

/**
 * What the counters of all exercises make of one recording at a frame rate, 0 for every frame, and what `auto` names.
 */
export function countAll(
  frames: readonly PoseFrame[],
  rate: number,
  hear: Hear = () => undefined,
): { readonly counts: Counts; readonly recognised: string } {
  const counters = new Map(
    [...createCounters(EXERCISES)].map(([each, counter]) => [each, heard(each, counter, hear)]),
  )
  const auto = createAutoCounter(counters)
  const others = [...counters].filter(([each]) => EXPERIMENTAL.has(each))
  // `auto` feeds those that it tells apart: one pass for all.
  for (const frame of thin(frames, rate)) {
    auto.process(frame)
    for (const [, counter] of others) counter.process(frame)
  }
  const counts = [...counters].map(([exercise, counter]) => {
    const { reps, heldSeconds } = counter.snapshot()
    return [exercise, exercise === 'plank' ? heldSeconds : reps] as const
  })
  return {
    counts: Object.fromEntries(counts),
    recognised: auto.snapshot().exercise ?? 'none',
  }
}

/** A counter whose events somebody hears, also those that `auto` keeps to itself. */
function heard(exercise: ExerciseType, counter: ExerciseCounter, hear: Hear): ExerciseCounter {
  return {
    process: (frame) => {
      const events = counter.process(frame)
      for (const event of events) hear(exercise, event)
      return events
    },
    snapshot: () => counter.snapshot(),
    reset: () => {
      counter.reset()
    },
  }
}
