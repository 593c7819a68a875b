import type { Swing } from './swing-finder.ts'

/** Frames further apart than this leave a hole in which a jump may be lost. */
const LEAST_HOLE_MS = 130
/** Over a longer one anything may have happened. */
const MOST_HOLE_MS = 1000
/** Holes are remembered for so long. */
const MEMORY_MS = 2000
/** Jumps on both sides of a hole keep step when they are a whole number of periods apart, but for this share of one. */
const KEEPS_STEP_SHARE = 0.35
/** A lost jump needs at least this share of its period unseen. */
const UNSEEN_SHARE = 0.6

interface Hole {
  readonly fromMs: number
  readonly toMs: number
}

/** Remembers when no frames came, and says how many jumps of a steady rhythm must have gone unseen then. */
export class UnseenTime {
  #holes: Hole[] = []
  #lastMs: number | null = null

  push(timestampMs: number): void {
    const fromMs = this.#lastMs ?? timestampMs
    this.#lastMs = timestampMs
    const lengthMs = timestampMs - fromMs
    if (lengthMs < LEAST_HOLE_MS) return
    this.#holes = this.#holes.filter(({ toMs }) => timestampMs - toMs < MEMORY_MS)
    if (lengthMs <= MOST_HOLE_MS) this.#holes.push({ fromMs, toMs: timestampMs })
  }

  /** Unseen since then, ms. */
  since(fromMs: number): number {
    return this.#holes.reduce(
      (sum, hole) => sum + Math.max(0, hole.toMs - Math.max(fromMs, hole.fromMs)),
      0,
    )
  }

  /** The jumps between the one at `fromMs` and `next` that nobody saw; none where the two do not keep step. */
  missed(fromMs: number, next: Swing, periodMs: number): readonly Swing[] {
    const gapMs = next.peakMs - fromMs
    const periods = Math.round(gapMs / periodMs)
    const isInStep = Math.abs(gapMs - periods * periodMs) < KEEPS_STEP_SHARE * periodMs
    const isHidden = this.since(fromMs) > UNSEEN_SHARE * (periods - 1) * periodMs
    if (periods < 2 || !isInStep || !isHidden) return []
    const stepMs = gapMs / periods
    return Array.from({ length: periods - 1 }, (_, i) => {
      const peakMs = fromMs + (i + 1) * stepMs
      return { ...next, startMs: peakMs - stepMs / 2, peakMs }
    })
  }

  reset(): void {
    this.#holes = []
    this.#lastMs = null
  }
}
