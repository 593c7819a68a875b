import { median } from './median'

/** The last so many pictures tell the pace, about 20 s; fewer than the least say nothing. */
const REMEMBERED = 600
const LEAST = 150

/** How long pictures take while somebody trains. */
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
