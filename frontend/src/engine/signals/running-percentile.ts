import { TimeWindow } from './time-window.ts'

/** Percentiles of the samples of the last `windowMs`, kept sorted as they come: O(log n) search, one block move. */
export class RunningPercentile {
  readonly #window: TimeWindow
  readonly #sorted: Float64Array
  #length = 0

  constructor(windowMs: number, capacity = 1024) {
    this.#window = new TimeWindow(windowMs, capacity)
    this.#sorted = new Float64Array(capacity + 1)
  }

  get length(): number {
    return this.#length
  }

  push(value: number, timestampMs: number): void {
    this.#expire(timestampMs)
    this.#window.push(value, timestampMs)
    const at = this.#indexOf(value)
    this.#sorted.copyWithin(at + 1, at, this.#length)
    this.#sorted[at] = value
    this.#length += 1
  }

  /** The value below which the share `fraction` (0..1) of the samples lies; null without samples. */
  at(fraction: number): number | null {
    if (this.#length === 0) return null
    return this.#sorted[Math.round(fraction * (this.#length - 1))] ?? null
  }

  clear(): void {
    this.#window.clear()
    this.#length = 0
  }

  /** Takes out of the sorted list what the next push will drop from the window. */
  #expire(nowMs: number): void {
    const full = this.#length === this.#sorted.length - 1 ? 1 : 0
    let dropped = 0
    while (
      dropped < this.#window.length &&
      (dropped < full || this.#window.timeAt(dropped) < nowMs - this.#window.windowMs)
    ) {
      const at = this.#indexOf(this.#window.valueAt(dropped))
      this.#sorted.copyWithin(at, at + 1, this.#length)
      this.#length -= 1
      dropped += 1
    }
  }

  /** First index whose value is not below `value`. */
  #indexOf(value: number): number {
    let low = 0
    let high = this.#length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#sorted[middle] ?? Infinity) < value) low = middle + 1
      else high = middle
    }
    return low
  }
}
