import { createCounter, EXERCISES } from '../../src/engine/index.ts'
import type { ExerciseType, PoseFrame } from '../../src/engine/index.ts'
import { replay, thin } from '../recordings.ts'

/** By exercise and frame rate: repetitions, of a plank the seconds held. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>

/** What the counters of all exercises make of one recording at several frame rates, 0 for every frame. */
export function countAll(frames: readonly PoseFrame[], rates: readonly number[]): Counts {
  const thinned = rates.map((rate) => [String(rate), thin(frames, rate)] as const)
  return Object.fromEntries(
    EXERCISES.map((exercise) => [
      exercise,
      Object.fromEntries(thinned.map(([rate, some]) => [rate, count(exercise, some)])),
    ]),
  )
}

function count(exercise: ExerciseType, frames: readonly PoseFrame[]): number {
  const { reps, heldSeconds } = replay(createCounter(exercise), frames).snapshot()
  return exercise === 'plank' ? heldSeconds : reps
}
