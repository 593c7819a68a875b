import { createCounters, EXERCISES, EXPERIMENTAL, recognising } from '../../src/engine/index.ts'
import type { PoseFrame } from '../../src/engine/index.ts'
import { thin } from '../recordings.ts'

/** Repetitions by exercise; of a plank the seconds held. */
export type Counts = Readonly<Record<string, number>>

/** What was counted in one clip, by frame rate, and the exercise recognised at the first of them. */
export interface ClipCounts {
  readonly byRate: Readonly<Record<string, Counts>>
  readonly recognised: string
}

/** What the counters of all exercises make of one recording at a frame rate, 0 for every frame, and what `auto` names. */
export function countAll(
  frames: readonly PoseFrame[],
  rate: number,
): { readonly counts: Counts; readonly recognised: string } {
  const counters = createCounters(EXERCISES)
  const auto = recognising(counters)
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
