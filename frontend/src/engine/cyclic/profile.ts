import type { Body } from '../body/body.ts'
import type { Joint, Side } from '../body/landmarks.ts'
import type { Judged } from '../judge/judge.ts'
import type { ExerciseType, FormCue, RefusalReason, RepVariant, Standard } from '../types.ts'

/** Eyes take a repetition for done somewhat before its top. */
export const USUAL_RETURN_SHARE = 0.72

/** Depth and lock-out of a quicker repetition are chance. */
export const HURRIED_MS = 800

/** Numbers a profile wants to compare between rest and turning point. */
export type Features = Readonly<Record<string, number>>

/** The body at one moment of a repetition. */
export interface Moment<F extends Features> {
  readonly timestampMs: number
  readonly signal: number
  /** Recent evidence of the exercise's posture, 0..1. */
  readonly posture: number
  readonly features: F
  /** True within a gap of the camera: the features are those from before it. */
  readonly isBridged: boolean
  /** Where the joint that should keep still was, pixels. */
  readonly stillX: number
  readonly stillY: number
}

/**
 * How probable the judge holds it that one of these was done over a cycle; null where it has said nothing, or is not
 * asked.
 */
export type ProbabilityOf = (...exercises: readonly Judged[]) => number | null

/** One movement rest > turning point > rest, as the rules see it. */
export interface Cycle<F extends Features> {
  readonly rest: Moment<F>
  readonly turn: Moment<F>
  readonly end: Moment<F>
  /** Descent of the signal from rest to turning point. */
  readonly travel: number
  /** How far the still joint moved, body metres. */
  readonly slip: number
  /** Share of the time spent in posture, 0..1. */
  readonly postureShare: number
}

/** Angles that make a repetition whole, degrees. */
export interface AngleStandard {
  readonly bottomAtMost: number
  readonly topAtLeast: number
  /** How far the hips may leave the straight line; null where that is spoken of, but makes no repetition a bad one. */
  readonly lineWithin: number | null
}

/** What is said of the faults that all exercises share; null where it would not be true of this one. */
export interface FaultCues {
  readonly shallow: FormCue
  readonly noLockOut: FormCue | null
  readonly uneven: FormCue | null
}

/** How the repetitions of an exercise are assessed; an exercise without it is counted only. */
export interface QualityProfile {
  /** Angle of the working joint on one side. */
  readonly angleDeg: (body: Body, side: Side) => number
  /** How much one side's angle can be trusted, 0..1. */
  readonly sideWeight: (body: Body, side: Side) => number
  /** Frontality (Body.frontalityDeg) beyond which the angle is not trusted. */
  readonly anglesUpToFrontalityDeg: number
  readonly standards: Readonly<Record<Standard, AngleStandard>>
  /**
   * Where the angle cannot be told: turning point over rest, below which the depth is good enough. Null where the
   * signal does not tell either.
   */
  readonly deepSignalShare: number | null
  /** Signed body line, degrees: 180 straight, below 180 sagging, above piking; null where not to be seen. */
  readonly bodyLineDeg: ((body: Body) => number | null) | null
  readonly variant: ((body: Body) => RepVariant | null) | null
  readonly cues: FaultCues
  /** A shorter repetition is a hurried one; 0 where quick ones are meant to be. */
  readonly tooFastMs: number
  /** Cues of this exercise alone, by what the turning point shows. */
  readonly ownCue: ((body: Body) => FormCue | null) | null
}

/**
 * All that the engine has to know to count an exercise. Signals are body metres (see Body), highest at rest: a
 * push-up's rest is its top, a sit-up's lying down.
 */
export interface CyclicProfile<F extends Features = Features> {
  readonly exercise: ExerciseType
  readonly leastFramesPerSecond: number
  /**
   * Done on the feet: who stands between the repetitions shows how far askew the camera is, which is then made good.
   */
  readonly isUpright?: boolean
  /**
   * So is how far it looks up: not where small movements are told of as attempts, for leaning away makes bobbing look
   * like one.
   */
  readonly mayBeLookedUpAt?: boolean
  /** The height that the movement changes; null where this frame cannot tell. */
  readonly signal: (body: Body) => number | null
  /** Joint that must hardly move while the signal changes (the hands of a push-up), or null. */
  readonly still: Joint | null
  /** Share of the travel that it may move at most: hands slip, feet are hidden, cameras shake. */
  readonly mostSlipShare: number
  /**
   * Signal that a body at rest must have, and one that it surely has: in between, a second repetition has to confirm.
   */
  readonly restFrom: number
  readonly restSurely: number
  /** A stop of over a second at this level or above is rest, whatever level came before (walking up changes it). */
  readonly restPlateauFrom: number
  readonly leastTravel: number
  /**
   * Who goes so far and not the least travel, again and again, means to do the exercise and has to be told to go
   * deeper; none where so small a movement may be anything.
   */
  readonly leastAttempt?: number | null
  /** Share of the way that must be climbed back before the repetition counts. */
  readonly returnShare: number
  /**
   * Rest level to take for granted where a scene begins far below it: its first way back counts. Null where half of a
   * repetition is none.
   */
  readonly assumedRest: number | null
  /** Nothing counts before a second repetition: for movements that everyday life holds singly. */
  readonly needsRhythm: boolean
  /** Of such a movement: what is so plainly the exercise that it counts alone, if it is beyond doubt besides. */
  readonly countsAlone?: ((cycle: Cycle<F>) => boolean) | null
  /** From the beginning of the descent to the count. */
  readonly leastMs: number
  readonly mostMs: number
  /** How far this frame's posture is the exercise's, 0..1: a repetition needs it from beginning to end. */
  readonly posture: (body: Body) => number
  readonly features: (body: Body) => F
  /** What the judge may call it, of an exercise that it knows well enough to be asked about. */
  readonly judgedAs?: readonly Judged[]
  /** The profile's own last word on a cycle: null takes it, a reason refuses it. */
  readonly refusal: (cycle: Cycle<F>, probabilityOf: ProbabilityOf) => RefusalReason | null
  readonly quality: QualityProfile | null
}
