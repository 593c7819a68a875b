/** The number of jumps that establish a rhythm, and the allowed spread of their periods, as a share of the median. */
const OPEN_AFTER = 4
const MOST_SPREAD = 0.35
const OVER_LAST = 6
/** From the top of a jump to the landing, as a share of the period: 0.25 to 0.33 in the stored recordings. */
const LANDS_AFTER = 0.3
/** Faster steps fall between the pictures of a usual camera: their landings cannot be determined. */
const LEAST_PERIOD_MS = 200

/**
 * Predicts the landing of the next jump from earlier ones, because a picture of the landing arrives too late for its
 * sound. Times are milliseconds of media time.
 */
export class RopeRhythm {
  readonly #topsMs: number[] = []

  /** A jump whose top was at `topMs`. */
  jump(topMs: number): void {
    this.#topsMs.push(topMs)
    if (this.#topsMs.length > OVER_LAST) this.#topsMs.shift()
  }

  /** The next landing; null while there is no rhythm. */
  nextLandingMs(): number | null {
    const last = this.#topsMs.at(-1)
    const periodMs = this.#periodMs()
    if (last === undefined || periodMs === null) return null
    return last + (1 + LANDS_AFTER) * periodMs
  }

  /** The median period of the last jumps, if they agree. */
  #periodMs(): number | null {
    if (this.#topsMs.length < OPEN_AFTER) return null
    const periods = this.#topsMs
      .slice(1)
      .map((topMs, i) => topMs - (this.#topsMs[i] ?? topMs))
      .sort((a, b) => a - b)
    const [least = 0, middle = 0, most = 0] = [
      periods[0],
      periods[periods.length >> 1],
      periods.at(-1),
    ]
    if (middle < LEAST_PERIOD_MS || most - least > MOST_SPREAD * middle) return null
    return middle
  }
}
