import { median } from './median'

/** The pace is measured over the last pictures, about 20 s; too few say nothing. */
const REMEMBERED = 600
const LEAST = 150

/** How long pictures take during training. */
export class Pace {
  #times: number[] = []

  push(ms: number): void {
    this.#times.push(ms)
    if (this.#times.length > REMEMBERED) this.#times.shift()
  }

  reset(): void {
    this.#times = []
  }

  /** Milliseconds; null after too few pictures. */
  medianMs(): number | null {
    if (this.#times.length < LEAST) return null
    return median(this.#times)
  }
}
