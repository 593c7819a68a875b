import type { Body } from '../body/body.ts'
import type { Joint } from '../body/landmarks.ts'
import type { ExerciseType, RefusalReason } from '../types.ts'

/** Numbers a profile wants to compare between rest and turning point. */
export type Features = Readonly<Record<string, number>>

/** The body at one moment of a repetition. */
export interface Moment<F extends Features> {
  readonly timestampMs: number
  readonly signal: number
  readonly features: F
}

/** One movement rest > turning point > rest, as it is handed to a profile for judgement. */
export interface Cycle<F extends Features> {
  readonly rest: Moment<F>
  readonly turn: Moment<F>
  readonly end: Moment<F>
  /** Descent of the signal from rest to turning point. */
  readonly travel: number
}

/**
 * All that the engine has to know to count an exercise. Signals are body metres (see Body), highest at rest: a
 * push-up's rest is its top, a sit-up's lying down.
 */
export interface CyclicProfile<F extends Features = Features> {
  readonly exercise: ExerciseType
  /** The height that the movement changes; null where this frame cannot tell. */
  readonly signal: (body: Body) => number | null
  /** Joint that must hardly move while the signal changes (the hands of a push-up), or null. */
  readonly still: Joint | null
  /** Signal that a body at rest can have: a cycle that begins elsewhere is not whole. */
  readonly restFrom: number
  readonly leastTravel: number
  readonly leastMs: number
  readonly mostMs: number
  /** How far this frame's posture is the exercise's, 0..1: a repetition needs it from beginning to end. */
  readonly posture: (body: Body) => number
  readonly features: (body: Body) => F
  /** The profile's own last word on a cycle: null takes it, a reason refuses it. */
  readonly judge: (cycle: Cycle<F>) => RefusalReason | null
}
