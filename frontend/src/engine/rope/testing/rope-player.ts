import { CounterShell } from '../../counter/counter-shell.ts'
import type { EngineEvent, ExerciseCounter, PoseFrame } from '../../index.ts'
import type { Probabilities } from '../../judge/judge.ts'
import { RopeCounter } from '../rope-counter.ts'

/** The judge knows people, not drawn bodies: this is one that has no doubt. */
export const CERTAIN: Probabilities = { mean: () => 1 }

export function ropeCounter(judge = CERTAIN): ExerciseCounter {
  return new CounterShell(new RopeCounter(judge))
}

export function play(frames: readonly PoseFrame[], counter = ropeCounter()): EngineEvent[] {
  return frames.flatMap((frame) => counter.process(frame))
}
