/** Frames further apart than this leave a hole in which a jump may be lost. */
const LEAST_HOLE_MS = 130
/** Over a longer one anything may have happened. */
const MOST_HOLE_MS = 1000
/** Holes are remembered for this long. */
const MEMORY_MS = 6000
/** Jumps on both sides of a hole keep step when they are a whole number of periods apart, but for this share of one. */
const KEEPS_STEP_SHARE = 0.35
/** This many jumps in a row may be taken for granted. */
const MOST_LOST = 3
/** A hole hides the jumps that fall into it, and one that it touches within this share of a period. */
const EDGE_SHARE = 0.6

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
    return this.between(fromMs, Number.POSITIVE_INFINITY)
  }

  /** Unseen between two times, ms. */
  between(fromMs: number, toMs: number): number {
    return this.#holes.reduce(
      (sum, hole) => sum + Math.max(0, Math.min(toMs, hole.toMs) - Math.max(fromMs, hole.fromMs)),
      0,
    )
  }

  /**
   * How many jumps were lost between two moments of the same phase, where `found` are known already: the periods that
   * have passed, less those. Negative where one of them was found twice; null where nothing went unseen, the two do not
   * keep step, or more is missing than the holes can hide.
   */
  lost(fromMs: number, found: number, toMs: number, periodMs: number): number | null {
    const unseenMs = this.between(fromMs, toMs)
    const periods = (toMs - fromMs) / periodMs
    const isInStep = Math.abs(periods - Math.round(periods)) < KEEPS_STEP_SHARE
    if (!isInStep || unseenMs === 0) return null
    const lost = Math.round(periods) - 1 - found
    const most = Math.min(MOST_LOST, unseenMs / periodMs + EDGE_SHARE)
    return lost <= most ? lost : null
  }

  reset(): void {
    this.#holes = []
    this.#lastMs = null
  }
}
