import type { Body } from '../body/body.ts'
import type { EngineEvent, ExerciseType } from '../types.ts'

/** What a counter knows after a frame, apart from what every counter shares. */
export interface Reading {
  readonly reps: number
  readonly heldSeconds: number
  readonly inPosition: boolean
  readonly phase: number | null
  readonly cadencePerMinute: number | null
  /** For exercises that come in runs, as rope jumps do. */
  readonly longestRun?: number
  readonly trips?: number
}

/** Counts one exercise from bodies; CounterShell feeds it and makes an ExerciseCounter of it. */
export interface BodyCounter {
  readonly exercise: ExerciseType
  /** Below this many frames a second the count may suffer. */
  readonly leastFramesPerSecond: number
  /** Takes the next body, in order of time, and adds what happened to `events`. */
  follow(body: Body, events: EngineEvent[]): void
  reading(): Reading
  reset(): void
  secondOpinion(): number | null
}
