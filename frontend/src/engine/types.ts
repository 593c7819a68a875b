/**
 * What goes into the counting engine and what comes out of it. Times are milliseconds of media time: the engine
 * has no clock of its own, so that a recording replays to the same count.
 */

/**
 * A BlazePose landmark in the picture: x, y in 0..1 of width and height, z in about the scale of x, visibility 0..1.
 */
export interface Landmark {
  readonly x: number
  readonly y: number
  readonly z: number
  readonly visibility: number
}

/** A BlazePose world landmark: metres, origin between the hips. */
export interface WorldLandmark {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** One picture's pose. Both lists hold 33 points, or are null where nobody was found. */
export interface PoseFrame {
  readonly landmarks: readonly Landmark[] | null
  readonly worldLandmarks: readonly WorldLandmark[] | null
  /** Size of the picture in pixels: angles need the aspect ratio. */
  readonly width: number
  readonly height: number
  readonly timestampMs: number
}

export const EXERCISES = [
  'push-up',
  'jump-rope',
  'squat',
  'lunge',
  'sit-up',
  'jumping-jack',
  'high-knees',
  'pull-up',
  'plank',
  'burpee',
  'jump-squat',
] as const

export type ExerciseType = (typeof EXERCISES)[number]

/** Counted from one to three recordings only: named as such, and never recognised where no exercise was chosen. */
export const EXPERIMENTAL: ReadonlySet<ExerciseType> = new Set(['burpee', 'jump-squat'])

/** How strictly repetitions are judged: `strict` is the 90/160 degree rule. Counting does not depend on it. */
export type Standard = 'relaxed' | 'standard' | 'strict'

export interface CounterOptions {
  /** `standard` unless given. */
  readonly standard?: Standard
  /** Of a judge other than the one that ships, as training writes them: for cross-validation. */
  readonly judgeWeights?: readonly string[]
}

/** How well one repetition was done, by the chosen standard. */
export type RepVerdict = 'valid' | 'shallow' | 'no-lock-out' | 'hips-off-line' | 'low-confidence'

/** One counted repetition. Angles in degrees; null where the view cannot tell. */
export interface Repetition {
  /** 1-based. */
  readonly index: number
  /** Start and end of the movement, and when it was counted. */
  readonly startMs: number
  readonly endMs: number
  readonly verdict: RepVerdict
  /** Smallest and largest angle of the working joint. */
  readonly bottomDeg: number | null
  readonly topDeg: number | null
  readonly downMs: number | null
  readonly upMs: number | null
  /** Shoulder-hip-ankle angle at its worst. */
  readonly bodyLineDeg: number | null
  /** Largest difference between the left and the right working joint. */
  readonly sideDifferenceDeg?: number | null
  /** A form of the exercise worth naming, such as a push-up on the knees; null where there is none or none is seen. */
  readonly variant?: RepVariant | null
  /** How surely a jump is a double-under, 0..1: named so from a half on. Null where the wrists do not tell. */
  readonly doubleUnder?: number | null
}

type PushUpVariant = 'knee' | 'wall' | 'incline' | 'decline'
type JumpVariant = 'both-feet' | 'alternate-feet' | 'double-under'
export type RepVariant = PushUpVariant | JumpVariant

/** A stretch of rhythmic repetitions without a break, as in jump rope. */
export interface Run {
  readonly startMs: number
  readonly endMs: number
  readonly reps: number
}

export type FormCue =
  | 'go-lower'
  | 'go-higher'
  | 'lock-out'
  | 'stand-tall'
  | 'hips-sag'
  | 'hips-pike'
  | 'elbows-flare'
  | 'uneven'
  | 'too-fast'
  | 'tired'

type OutOfRange = 'too-shallow' | 'too-fast' | 'too-slow'
/** Why what looked like a repetition was not counted; not recognised: the judge alone does not believe it. */
export type RefusalReason = OutOfRange | 'posture-lost' | 'not-this-exercise' | 'not-recognised'

export type EngineEvent =
  | { readonly type: 'rep'; readonly timestampMs: number; readonly repetition: Repetition }
  | { readonly type: 'refused'; readonly timestampMs: number; readonly reason: RefusalReason }
  | { readonly type: 'position'; readonly timestampMs: number; readonly inPosition: boolean }
  | { readonly type: 'cue'; readonly timestampMs: number; readonly cue: FormCue }
  | {
      readonly type: 'run-ended'
      readonly timestampMs: number
      readonly run: Run
      readonly trip: boolean
    }
  | {
      readonly type: 'low-frame-rate'
      readonly timestampMs: number
      readonly framesPerSecond: number
    }
  | { readonly type: 'exercise'; readonly timestampMs: number; readonly exercise: ExerciseType }

/** What the screen shows; a new object only when something in it changed. */
export interface Snapshot {
  /** The exercise being counted; with `auto`, null until it is recognised. */
  readonly exercise: ExerciseType | null
  readonly reps: number
  /** Seconds held, for an exercise that is a hold; 0 otherwise. */
  readonly heldSeconds: number
  /** Whether the person is seen, and in the position in which repetitions count. */
  readonly personVisible: boolean
  readonly inPosition: boolean
  /** 0 at the top of the movement, 1 at the bottom; null out of position. */
  readonly phase: number | null
  /** Repetitions a minute over the last few of them; null before there are enough. */
  readonly cadencePerMinute: number | null
  readonly longestRun: number
  readonly trips: number
  /** Frames a second of the last seconds; null before it can be told. */
  readonly framesPerSecond: number | null
}

/** Counts one exercise from a stream of frames in order of time. */
export interface ExerciseCounter {
  process(frame: PoseFrame): readonly EngineEvent[]
  snapshot(): Snapshot
  reset(): void
  /**
   * The stored signal of the set counted again, with all of it in view: the other number where it differs from the
   * live count, else null. Made for the end of a set; not cheap.
   */
  secondOpinion?(): number | null
}
