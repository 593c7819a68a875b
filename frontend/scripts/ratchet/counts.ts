import { createCounter, EXERCISES } from '../../src/engine/index.ts'
import type { ExerciseType, PoseFrame } from '../../src/engine/index.ts'
import { replay, thin } from '../recordings.ts'

/** Repetitions by exercise; of a plank the seconds held. */
export type Counts = Readonly<Record<string, number>>

/** What was counted in one clip, by frame rate, and the exercise recognised in all of its frames. */
export interface ClipCounts {
  readonly byRate: Readonly<Record<string, Counts>>
  readonly recognised: string
}

/** What the counters of all exercises make of one recording at a frame rate, 0 for every frame. */
export function countAll(frames: readonly PoseFrame[], rate: number): Counts {
  const thinned = thin(frames, rate)
  return Object.fromEntries(EXERCISES.map((exercise) => [exercise, count(exercise, thinned)]))
}

/** The exercise that `auto` names, or "none". */
export function recognise(frames: readonly PoseFrame[]): string {
  return replay(createCounter('auto'), frames).snapshot().exercise ?? 'none'
}

function count(exercise: ExerciseType, frames: readonly PoseFrame[]): number {
  const { reps, heldSeconds } = replay(createCounter(exercise), frames).snapshot()
  return exercise === 'plank' ? heldSeconds : reps
}
