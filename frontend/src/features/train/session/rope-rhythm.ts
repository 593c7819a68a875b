/** Jumps by which a rhythm is known, and how far their periods may lie apart, as a share of the middle one. */
const OPEN_AFTER = 4
const MOST_SPREAD = 0.35
const OVER_LAST = 6
/** From the top of a jump to the landing, as a share of the period: measured over the kept recordings, 0.25 to 0.33. */
const LANDS_AFTER = 0.3
/** Steps quicker than this fall between the pictures of a usual camera: where they land cannot be told. */
const LEAST_PERIOD_MS = 200

/**
 * Tells when the next jump will land, from those before: a camera's picture comes too late to sound a landing that it
 * shows. Times are milliseconds of media time.
 */
export class RopeRhythm {
  readonly #topsMs: number[] = []

  /** A jump whose top was at `topMs`. */
  jump(topMs: number): void {
    this.#topsMs.push(topMs)
    if (this.#topsMs.length > OVER_LAST) this.#topsMs.shift()
  }

  /** The landing after the one that is known; null while no rhythm is. */
  nextLandingMs(): number | null {
    const last = this.#topsMs.at(-1)
    const periodMs = this.#periodMs()
    if (last === undefined || periodMs === null) return null
    return last + (1 + LANDS_AFTER) * periodMs
  }

  /** The middle period of the last few, where they agree. */
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
