export interface OneEuroOptions {
  /** Cutoff at rest: lower it until a still body stops jittering. */
  readonly minCutoffHz: number
  /** Growth of the cutoff with speed: raise it until fast movement stops lagging. Hz per unit per second. */
  readonly beta: number
  readonly derivativeCutoffHz: number
}

/**
 * One Euro filter (Casiez, Roussel, Vogel 2012, doi 10.1145/2207676.2208639): a low-pass whose cutoff rises with
 * speed. Takes the time of each sample, so that its effect does not depend on the frame rate.
 */
export class OneEuroFilter {
  readonly #options: OneEuroOptions
  #value: number | null = null
  #derivative = 0
  #timestampMs = 0

  constructor(options: OneEuroOptions) {
    this.#options = options
  }

  /** The filtered value. Samples that do not advance in time leave the filter as it is. */
  apply(value: number, timestampMs: number): number {
    const previous = this.#value
    if (previous === null) {
      this.#value = value
      this.#timestampMs = timestampMs
      return value
    }
    const seconds = (timestampMs - this.#timestampMs) / 1000
    if (seconds <= 0) return previous
    const { minCutoffHz, beta, derivativeCutoffHz } = this.#options
    const slope = (value - previous) / seconds
    this.#derivative += smoothing(derivativeCutoffHz, seconds) * (slope - this.#derivative)
    const cutoffHz = minCutoffHz + beta * Math.abs(this.#derivative)
    this.#value = previous + smoothing(cutoffHz, seconds) * (value - previous)
    this.#timestampMs = timestampMs
    return this.#value
  }

  reset(): void {
    this.#value = null
    this.#derivative = 0
  }
}

function smoothing(cutoffHz: number, seconds: number): number {
  const timeConstant = 1 / (2 * Math.PI * cutoffHz)
  return 1 / (1 + timeConstant / seconds)
}
