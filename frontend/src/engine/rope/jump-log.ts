import { median } from '../signals/median.ts'

/** An hour of speed step; a longer set gets no second opinion. */
const CAPACITY = 30_000
/** Jumps looked at on either side of a gap: the pace may change within a run. */
const NEIGHBOURS = 8
/** A gap of two periods, within this share of one, hides a jump ... */
const MISSED_WITHIN = 0.2
/** ... and two jumps in a row this much too close, as a share of the period, are one. */
const DOUBLE_BELOW = 0.62
/** Without a jump for so many usual periods a run is over. */
const BREAK_PERIODS = 2.6

/** Keeps when the jumps of a set were, and counts them again with both sides of each in view. */
export class JumpLog {
  #peaksMs: number[] = []
  #isFull = false

  push(peakMs: number): void {
    if (this.#peaksMs.length < CAPACITY) this.#peaksMs.push(peakMs)
    else this.#isFull = true
  }

  /** Jumps that a steady rhythm asks for; null where the set was too long to remember. */
  recount(): number | null {
    if (this.#isFull) return null
    let jumps = this.#peaksMs.length
    const gaps = this.#peaksMs.slice(1).map((ms, i) => ms - (this.#peaksMs[i] ?? ms))
    gaps.forEach((gap, i) => {
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
    this.#peaksMs = []
    this.#isFull = false
  }
}
