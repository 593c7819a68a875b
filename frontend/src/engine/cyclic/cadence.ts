import { median } from '../signals/median.ts'
import { pushWithin } from '../signals/push-within.ts'

const OVER_LAST = 5
/** A pause of this many usual periods ends a rhythm: the cadence starts anew. */
const PAUSE_PERIODS = 2.5

/** Repetitions a minute over the last few, robust to a pause between them. */
export class Cadence {
  readonly #endsMs: number[] = []

  push(endMs: number): void {
    pushWithin(OVER_LAST, this.#endsMs, endMs)
  }

  /** Null before three repetitions; rounded to one a minute. */
  perMinute(): number | null {
    const periods = this.#endsMs.slice(1).map((end, i) => end - (this.#endsMs[i] ?? end))
    if (periods.length < 2) return null
    const usual = median(periods)
    const kept = periods.filter((period) => period <= PAUSE_PERIODS * usual)
    const mean = kept.reduce((sum, period) => sum + period, 0) / kept.length
    return mean > 0 ? Math.round(60_000 / mean) : null
  }

  reset(): void {
    this.#endsMs.length = 0
  }
}
