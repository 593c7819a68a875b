import { cueFor, faultRank } from './coach'
import type { Cue } from './live-view'
import type { EngineEvent, ExerciseType, PoseFrame } from '@/engine'

/** One repetition as skeleton movement, and what to improve. In memory only: it never leaves the page. */
export interface RepReplay {
  /** 1-based. */
  readonly rep: number
  readonly cue: Cue
  /** Oldest first; media time in ms. */
  readonly frames: readonly PoseFrame[]
}

/** A repetition is reported after its end; the slowest takes this long. */
const KEPT_MS = 9_000
/** A sufficiently smooth frame rate. */
const EVERY_MS = 60
/** Margin before and after the movement itself. */
const MARGIN_MS = 250

/** Keeps the last seconds of landmarks, and the worst repetition. */
export class ReplayRecorder {
  readonly #exercise: ExerciseType
  #recent: PoseFrame[] = []
  #rank = Number.POSITIVE_INFINITY
  worst: RepReplay | null = null

  constructor(exercise: ExerciseType) {
    this.#exercise = exercise
  }

  see(frame: PoseFrame, events: readonly EngineEvent[]): void {
    const { timestampMs: now } = frame
    const lastMs = this.#recent.at(-1)?.timestampMs ?? Number.NEGATIVE_INFINITY
    if (now < lastMs) this.#recent = []
    if (now < lastMs || now - lastMs >= EVERY_MS) {
      // Only image coordinates are drawn.
      this.#recent.push({ ...frame, worldLandmarks: null })
      while (now - (this.#recent[0]?.timestampMs ?? now) > KEPT_MS) this.#recent.shift()
    }
    for (const event of events) if (event.type === 'rep') this.#judge(event)
  }

  #judge({ repetition }: Extract<EngineEvent, { type: 'rep' }>): void {
    const { verdict, startMs, endMs, index } = repetition
    const cue = cueFor(this.#exercise, verdict)
    const rank = faultRank(verdict)
    if (cue === null || rank < 0 || rank >= this.#rank) return
    const frames = this.#recent.filter(
      ({ timestampMs }) => timestampMs >= startMs - MARGIN_MS && timestampMs <= endMs + MARGIN_MS,
    )
    if (frames.length < 2) return
    this.#rank = rank
    this.worst = { rep: index, cue, frames }
  }
}

const replays = new Map<string, RepReplay>()

/** Kept for the set's result page, as long as the page lives. */
export function rememberReplay(setId: string, replay: RepReplay | null): void {
  if (replay !== null) replays.set(setId, replay)
}

export function replayOf(setId: string): RepReplay | null {
  return replays.get(setId) ?? null
}
