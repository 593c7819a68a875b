import { median } from '../signals/median.ts'

/** An hour of speed step; a longer set gets no second opinion. */
const CAPACITY = 30_000
/** Jumps looked at on either side of a gap: the pace may change within a run. */
const NEIGHBOURS = 8
/** A gap of two periods, within this share of one, hides a jump ... */
const MISSED_WITHIN = 0.2
/** ... and two jumps in a row this much too close, as a share of the period, are one. */
const DOUBLE_BELOW = 0.62
/** Without a jump for this many usual periods a run is over. */
const BREAK_PERIODS = 2.6

/** When a jump was, and whether it was a step of legs that take turns. */
interface Logged {
  readonly peakMs: number
  readonly isStep: boolean
}

/**
 * Keeps when the jumps of a set were, and counts them again with both sides of each in view. Steps stay as they were
 * counted: their phase has already asked for an even pace, and those that it alone tells have no time of their own.
 */
export class JumpLog {
  #jumps: Logged[] = []
  #isFull = false

  push(peakMs: number, isStep: boolean): void {
    if (this.#jumps.length < CAPACITY) this.#jumps.push({ peakMs, isStep })
    else this.#isFull = true
  }

  /** Jumps that a steady rhythm asks for; null where the set was too long to remember. */
  recount(): number | null {
    if (this.#isFull) return null
    let jumps = this.#jumps.length
    const gaps = this.#jumps.slice(1).map(({ peakMs }, i) => peakMs - (this.#jumps[i]?.peakMs ?? 0))
    gaps.forEach((gap, i) => {
      if (this.#jumps.slice(i, i + 3).some(({ isStep }) => isStep)) return
      const around = gaps.slice(Math.max(0, i - NEIGHBOURS), i + NEIGHBOURS + 1)
      const usual = median(around)
      if (around.length <= NEIGHBOURS || gap > BREAK_PERIODS * usual) return
      if (Math.abs(gap - 2 * usual) < MISSED_WITHIN * usual) jumps += 1
      const next = gaps[i + 1] ?? Number.POSITIVE_INFINITY
      if (gap + next < 2 * DOUBLE_BELOW * usual) jumps -= 1
    })
    return jumps
  }

  reset(): void {
    this.#jumps = []
    this.#isFull = false
  }
}
