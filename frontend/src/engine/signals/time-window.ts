/**
 * The samples of the last `windowMs`, oldest first, in typed arrays of fixed capacity: no memory is taken per frame.
 */
export class TimeWindow {
  readonly windowMs: number
  readonly #times: Float64Array
  readonly #values: Float64Array
  #start = 0
  #length = 0

  /** When more than `capacity` samples fall into the window, the oldest ones are dropped early. */
  constructor(windowMs: number, capacity: number) {
    this.windowMs = windowMs
    this.#times = new Float64Array(capacity)
    this.#values = new Float64Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  push(value: number, timestampMs: number): void {
    if (this.#length === this.#times.length) this.#dropOldest()
    const at = (this.#start + this.#length) % this.#times.length
    this.#times[at] = timestampMs
    this.#values[at] = value
    this.#length += 1
    while (this.#length > 1 && this.timeAt(0) < timestampMs - this.windowMs) this.#dropOldest()
  }

  /** `index` 0 is the oldest sample; NaN outside 0..length-1. */
  timeAt(index: number): number {
    return this.#read(this.#times, index)
  }

  valueAt(index: number): number {
    return this.#read(this.#values, index)
  }

  clear(): void {
    this.#start = 0
    this.#length = 0
  }

  #read(from: Float64Array, index: number): number {
    if (index < 0 || index >= this.#length) return Number.NaN
    return from[(this.#start + index) % from.length] ?? Number.NaN
  }

  #dropOldest(): void {
    this.#start = (this.#start + 1) % this.#times.length
    this.#length -= 1
  }
}
