import { median } from './median.ts'
import type { Lift } from './swing-finder.ts'

/** So many regular jumps in a row make a rhythm. */
export const JUMPS_TO_OPEN = 4
/** Their periods spread by no more than this share of the usual one, over what the sampling alone explains ... */
const MOST_PERIOD_SPREAD = 0.4
/** ... and the smallest rises at least this share of the largest. */
const LEAST_RISE_RATIO = 0.35
/** Nobody jumps faster: a speed-step champion takes 8 to 9 steps a second. */
const LEAST_PERIOD_MS = 105
/** Slower than this is no skipping. */
const MOST_PERIOD_MS = 850
/** Two lifts within this share of the usual period are one. */
const REFRACTORY_SHARE = 0.5
/** A lift below this share of the usual rise is a wobble between jumps. */
const LEAST_RISE_SHARE = 0.3
/** Jumps before the opening ones belong to the run when they are of its size and pace. */
const SAME_SIZE_SHARE = 0.4
const SAME_PACE_SHARES = [0.55, 1.7] as const
/** The first jump is risen to from a stand, not from a walk: in no more than so many periods. */
const MOST_RISE_PERIODS = 1.2
/** No jump for so many usual periods, and not less than so many ms: the rhythm is over. */
const SILENT_PERIODS = 2
const SILENT_MS = 900

const REMEMBERED_JUMPS = 16
const REMEMBERED_PERIODS = 8

/** Remembers the last jumps that one part of the body has shown, and judges how regular they come. */
export class Rhythm {
  readonly #jumps: Lift[] = []
  #sampleMs = 33

  /** Oldest first. */
  get jumps(): readonly Lift[] {
    return this.#jumps
  }

  /** Usual time from jump to jump, ms; null before there are two. */
  get periodMs(): number | null {
    const periods = this.#periods(REMEMBERED_PERIODS)
    return periods.length === 0 ? null : median(periods)
  }

  get usualRise(): number {
    return median(this.#jumps.slice(-REMEMBERED_PERIODS).map(({ rise }) => rise))
  }

  /** Whether the last four jumps are as like one another in time and size as those over a rope. */
  get isSteady(): boolean {
    if (this.#jumps.length < JUMPS_TO_OPEN) return false
    const periods = this.#periods(JUMPS_TO_OPEN - 1)
    const rises = this.#jumps.slice(-JUMPS_TO_OPEN).map(({ rise }) => rise)
    const spreadMs = Math.max(...periods) - Math.min(...periods)
    const isEven = Math.min(...rises) > LEAST_RISE_RATIO * Math.max(...rises)
    return isEven && spreadMs < MOST_PERIOD_SPREAD * median(periods) + this.#sampleMs / 2
  }

  /** Mean deviation of the last periods from the usual one, as a share of it; 1 where there are too few. */
  get unsteadiness(): number {
    const periods = this.#periods(REMEMBERED_PERIODS)
    if (periods.length < JUMPS_TO_OPEN - 1) return 1
    const usual = median(periods)
    const deviation = periods.reduce((sum, period) => sum + Math.abs(period - usual), 0)
    return deviation / periods.length / usual
  }

  /** Takes the next lift; `sampleMs` is the usual time between frames. */
  push(jump: Lift, sampleMs: number): void {
    this.#sampleMs = sampleMs
    const last = this.#jumps.at(-1)
    if (last !== undefined) {
      const sinceMs = jump.peakMs - last.peakMs
      if (sinceMs > Math.max(MOST_PERIOD_MS, SILENT_PERIODS * (this.periodMs ?? 0))) this.reset()
      else if (this.#isWobble(jump, sinceMs)) return
    }
    this.#jumps.push(jump)
    if (this.#jumps.length > REMEMBERED_JUMPS) this.#jumps.shift()
  }

  /** Whether no jump has come for so long that the rhythm is over. */
  isSilent(nowMs: number): boolean {
    const last = this.#jumps.at(-1)
    if (last === undefined) return true
    return nowMs - last.peakMs > Math.max(SILENT_MS, SILENT_PERIODS * (this.periodMs ?? 0))
  }

  /** The last four jumps and those before them that fit their size and pace. */
  run(): readonly Lift[] {
    const usualMs = median(this.#periods(JUMPS_TO_OPEN - 1))
    const usualRise = median(this.#jumps.slice(-JUMPS_TO_OPEN).map(({ rise }) => rise))
    let first = this.#jumps.length - JUMPS_TO_OPEN
    while (first > 0 && this.#fits(first - 1, usualMs, usualRise)) first -= 1
    return this.#jumps.slice(Math.max(0, first))
  }

  reset(): void {
    this.#jumps.length = 0
  }

  #isWobble(jump: Lift, sinceMs: number): boolean {
    if (sinceMs < LEAST_PERIOD_MS) return true
    if (!this.isSteady) return false
    if (sinceMs < REFRACTORY_SHARE * (this.periodMs ?? 0)) return true
    return jump.rise < LEAST_RISE_SHARE * this.usualRise
  }

  #periods(count: number): number[] {
    const recent = this.#jumps.slice(-count - 1)
    return recent.slice(1).map(({ peakMs }, i) => peakMs - (recent[i]?.peakMs ?? peakMs))
  }

  #fits(index: number, usualMs: number, usualRise: number): boolean {
    const [jump, next] = [this.#jumps[index], this.#jumps[index + 1]]
    if (jump === undefined || next === undefined) return false
    const periods = (next.peakMs - jump.peakMs) / usualMs
    const [least, most] = SAME_PACE_SHARES
    if (jump.peakMs - jump.startMs > MOST_RISE_PERIODS * usualMs) return false
    return jump.rise > SAME_SIZE_SHARE * usualRise && periods > least && periods < most
  }
}
