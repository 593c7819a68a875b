import type { Body } from '../body/body.ts'
import { OneEuroFilter } from '../signals/one-euro.ts'

const SMOOTHING = { minCutoffHz: 1.5, beta: 0.01, derivativeCutoffHz: 1 }

/** How far the body line went to either side of straight in one repetition, degrees. */
export interface LineReading {
  readonly sagDeg: number
  readonly pikeDeg: number
}

/** Follows the signed body line (180 straight, below sagging, above piking) through a repetition. */
export class LineMeter {
  readonly #measure: (body: Body) => number | null
  readonly #smooth = new OneEuroFilter(SMOOTHING)
  #lowestDeg: number | null = null
  #highestDeg: number | null = null

  constructor(measure: (body: Body) => number | null) {
    this.#measure = measure
  }

  watch(body: Body): void {
    const raw = this.#measure(body)
    if (raw === null) return
    const lineDeg = this.#smooth.apply(raw, body.timestampMs)
    this.#lowestDeg = Math.min(this.#lowestDeg ?? lineDeg, lineDeg)
    this.#highestDeg = Math.max(this.#highestDeg ?? lineDeg, lineDeg)
  }

  /** Closes a repetition; null where the view never showed the line. */
  read(): LineReading | null {
    const [low, high] = [this.#lowestDeg, this.#highestDeg]
    this.#lowestDeg = null
    this.#highestDeg = null
    if (low === null || high === null) return null
    return { sagDeg: Math.max(0, 180 - low), pikeDeg: Math.max(0, high - 180) }
  }

  reset(): void {
    this.read()
    this.#smooth.reset()
  }
}
