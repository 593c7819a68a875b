/** Notices when a signal has stayed within a band for a while. */
export class Plateau {
  readonly #band: number
  readonly #lastsMs: number
  #low = 0
  #high = 0
  #sinceMs: number | null = null

  constructor(band: number, lastsMs: number) {
    this.#band = band
    this.#lastsMs = lastsMs
  }

  /** The highest value of the plateau, once it has lasted; else null. */
  push(value: number, timestampMs: number): number | null {
    const low = Math.min(this.#low, value)
    const high = Math.max(this.#high, value)
    if (this.#sinceMs === null || high - low > this.#band) {
      this.#low = value
      this.#high = value
      this.#sinceMs = timestampMs
      return null
    }
    this.#low = low
    this.#high = high
    return timestampMs - this.#sinceMs >= this.#lastsMs ? high : null
  }

  reset(): void {
    this.#sinceMs = null
  }
}
