/** An hour at 20 samples a second; older ones are overwritten. */
const CAPACITY = 72_000
const STEP_MS = 45

/** The signal of a set as it was measured, thinned to about 20 samples a second, in memory of fixed size. */
export class SignalLog {
  #times: Float64Array | null = null
  #values: Float32Array | null = null
  #written = 0
  #lastMs = Number.NEGATIVE_INFINITY
  #isBroken = false

  push(value: number, timestampMs: number): void {
    if (timestampMs - this.#lastMs < STEP_MS) return
    this.#lastMs = timestampMs
    if (this.#isBroken) this.#write(Number.NaN, timestampMs)
    this.#isBroken = false
    this.#write(value, timestampMs)
  }

  /** What follows does not continue what came before. */
  breakOff(): void {
    this.#isBroken = this.#written > 0
  }

  /** Unbroken stretches, oldest first. */
  stretches(): readonly {
    readonly times: readonly number[]
    readonly values: readonly number[]
  }[] {
    const found: { times: number[]; values: number[] }[] = []
    let open: { times: number[]; values: number[] } | null = null
    for (let i = Math.max(0, this.#written - CAPACITY); i < this.#written; i++) {
      const value = this.#values?.[i % CAPACITY] ?? Number.NaN
      if (Number.isNaN(value)) {
        open = null
        continue
      }
      if (open === null) {
        open = { times: [], values: [] }
        found.push(open)
      }
      open.times.push(this.#times?.[i % CAPACITY] ?? Number.NaN)
      open.values.push(value)
    }
    return found
  }

  clear(): void {
    this.#written = 0
    this.#lastMs = Number.NEGATIVE_INFINITY
    this.#isBroken = false
  }

  #write(value: number, timestampMs: number): void {
    this.#times ??= new Float64Array(CAPACITY)
    this.#values ??= new Float32Array(CAPACITY)
    this.#times[this.#written % CAPACITY] = timestampMs
    this.#values[this.#written % CAPACITY] = value
    this.#written += 1
  }
}
