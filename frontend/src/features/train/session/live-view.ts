import type { ExerciseType, FormCue, RefusalReason } from '@/engine'

export type Stage = 'ready' | 'countdown' | 'running' | 'paused' | 'finished'

/** Why a set pauses: on request, or because nothing can be seen. */
export type PauseReason = 'asked' | 'hidden' | 'camera'

/** A line of advice, and when it was given, so that it can go away again. */
export type Advice =
  | { readonly kind: 'cue'; readonly cue: FormCue; readonly atMs: number }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly atMs: number }

/** What the training screen shows, apart from what moves with every picture. */
export interface LiveView {
  readonly stage: Stage
  readonly pauseReason: PauseReason | null
  readonly countdownLeft: number
  readonly reps: number
  readonly heldSeconds: number
  readonly elapsedSeconds: number
  readonly personVisible: boolean
  readonly inPosition: boolean
  readonly cadencePerMinute: number | null
  readonly framesPerSecond: number | null
  /** Whether the counter said of late that there are too few frames to count by. */
  readonly tooFewFrames: boolean
  readonly longestRun: number
  readonly trips: number
  readonly advice: Advice | null
  /** Another exercise than the chosen one that is being done, while nothing counts. */
  readonly looksLike: ExerciseType | null
}

export const FIRST_VIEW: LiveView = {
  stage: 'ready',
  pauseReason: null,
  countdownLeft: 0,
  reps: 0,
  heldSeconds: 0,
  elapsedSeconds: 0,
  personVisible: false,
  inPosition: false,
  cadencePerMinute: null,
  framesPerSecond: null,
  tooFewFrames: false,
  longestRun: 0,
  trips: 0,
  advice: null,
  looksLike: null,
}

/** Whether a change says anything new; the store is left alone otherwise. */
export function differs(view: LiveView, change: Partial<LiveView>): boolean {
  return (Object.keys(change) as (keyof LiveView)[]).some((key) => change[key] !== view[key])
}
