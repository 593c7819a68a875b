import type { SetUpHint } from './hands-free/set-up-check'
import type { EndReason } from './set-flow'
import type { ExerciseType, FormCue, RefusalReason } from '@/engine'

/** `armed` and `away` wait for the person to take or return to the position; `paused` waits for a command. */
export type Stage = 'ready' | 'armed' | 'countdown' | 'running' | 'away' | 'paused' | 'finished'

/** Whether a set is in progress. */
export function isInSet(stage: Stage): boolean {
  return stage === 'running' || stage === 'away' || stage === 'paused'
}

/** Why a set pauses: on request, or because nothing can be seen. */
export type PauseReason = 'asked' | 'hidden' | 'camera'

/** A form cue from the engine, or one for a fault without a direction. */
export type Cue = FormCue | 'straight-body'

/** Said once on the way to the end of a set. */
export type Milestone = 'go' | 'back' | 'best' | 'halfway' | 'last-five'

/** A line of advice and when it was given, so that it can expire. */
export type Advice =
  | { readonly kind: 'cue'; readonly cue: Cue; readonly atMs: number }
  | { readonly kind: 'refused'; readonly reason: RefusalReason; readonly atMs: number }
  | { readonly kind: 'milestone'; readonly milestone: Milestone; readonly atMs: number }

/** What the training screen shows, except what changes with every picture. */
export interface LiveView {
  readonly stage: Stage
  readonly pauseReason: PauseReason | null
  readonly endReason: EndReason | null
  readonly countdownLeft: number
  /** How much of the holding time in the start position has passed, in quarters. */
  readonly heldShare: number
  /** Seconds until the absence ends the set; null if none does. */
  readonly endsInSeconds: number | null
  readonly reps: number
  readonly heldSeconds: number
  readonly elapsedSeconds: number
  readonly personVisible: boolean
  readonly inPosition: boolean
  /** What is missing before the set can begin. */
  readonly hint: SetUpHint | null
  readonly cadencePerMinute: number | null
  readonly framesPerSecond: number | null
  /** Whether there are too few frames to count: the counter says so, and nothing is being counted. */
  readonly tooFewFrames: boolean
  readonly longestRun: number
  readonly trips: number
  readonly advice: Advice | null
  /** Another exercise that seems to be done instead of the chosen one, while nothing counts. */
  readonly looksLike: ExerciseType | null
}

export const FIRST_VIEW: LiveView = {
  stage: 'ready',
  pauseReason: null,
  endReason: null,
  countdownLeft: 0,
  heldShare: 0,
  endsInSeconds: null,
  reps: 0,
  heldSeconds: 0,
  elapsedSeconds: 0,
  personVisible: false,
  inPosition: false,
  hint: null,
  cadencePerMinute: null,
  framesPerSecond: null,
  tooFewFrames: false,
  longestRun: 0,
  trips: 0,
  advice: null,
  looksLike: null,
}

/** Whether the change differs from the view; otherwise the store is not updated. */
export function differs(view: LiveView, change: Partial<LiveView>): boolean {
  return (Object.keys(change) as (keyof LiveView)[]).some((key) => change[key] !== view[key])
}

/** The message at the start of a stage. */
export function turn(before: Stage, stage: Stage, atMs: number): Partial<LiveView> {
  if (before === stage) return {}
  if (stage === 'away') return { advice: null }
  if (stage !== 'running') return {}
  const milestone = before === 'away' || before === 'paused' ? 'back' : 'go'
  return { advice: { kind: 'milestone', milestone, atMs } }
}
