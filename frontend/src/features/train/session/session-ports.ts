import type { EndReason, HandsFree } from './set-flow'
import type { ExerciseCounter, ExerciseType } from '@/engine'
import type { SetRecord } from '@/workouts/record/set-record'

/** What a session needs from outside. */
export interface SessionPorts {
  readonly createCounter: (exercise: ExerciseType | 'auto') => ExerciseCounter
  /** A monotonic clock, in milliseconds. */
  readonly nowMs: () => number
  readonly today: () => Date
  readonly newId: () => string
  /** Who is signed in, if anybody is. */
  readonly ownerId: () => string | null
  /** The training that it is a set of; null for a set by itself. */
  readonly trainingId: string | null
  readonly saveCheckpoint: (record: SetRecord) => void
  /** The most repetitions, or with a hold seconds, of an earlier set; 0 if that is unknown. */
  readonly best: () => number
  /** What the set does automatically. */
  readonly handsFree: () => HandsFree
  /** Called once when the set has ended, automatically or on request. */
  readonly onEnded: (record: SetRecord, reason: EndReason) => void
}
