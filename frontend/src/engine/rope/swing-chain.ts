import { median } from './swing-finder.ts'
import type { Swing } from './swing-finder.ts'

/** A swing that comes later than this after the last begins a new chain: slower is no skipping. */
const MOST_PERIOD_MS = 1000
/** Nobody steps faster: speed-step champions make 8 steps a second. */
const LEAST_PERIOD_MS = 90
/** In a rhythm the periods spread by no more than this share of the usual one ... */
const MOST_PERIOD_SPREAD = 0.5
/** ... and the smallest swing has at least this share of the largest. */
const LEAST_SIZE_RATIO = 0.35
/** Swings before a rhythm belong to it when they are of its size and pace: the first one is often small or late. */
const SAME_SIZE_SHARE = 0.4
const SAME_PACE_SHARES = [0.55, 1.7] as const

const REMEMBERED_SWINGS = 12
const USUAL_OVER = 8

/** The last swings of one signal, as far as one follows upon the other. */
export class SwingChain {
  #swings: Swing[] = []

  /** Oldest first. */
  get swings(): readonly Swing[] {
    return this.#swings
  }

  /** Usual time from swing to swing; null before there are two. */
  get periodMs(): number | null {
    const periods = this.#periods(USUAL_OVER)
    return periods.length === 0 ? null : median(periods)
  }

  get usualSize(): number {
    return median(this.#swings.slice(-USUAL_OVER).map(({ size }) => size))
  }

  push(swing: Swing): void {
    const last = this.#swings.at(-1)
    if (last !== undefined && swing.peakMs - last.peakMs > MOST_PERIOD_MS) this.clear()
    this.#swings.push(swing)
    if (this.#swings.length > REMEMBERED_SWINGS) this.#swings.shift()
  }

  /** The last swing counts for no more than the one back: a rise without a fall is no jump but a drift, or standing up. */
  limitLast(size: number): void {
    const last = this.#swings.pop()
    if (last !== undefined) this.#swings.push({ ...last, size: Math.min(last.size, size) })
  }

  clear(): void {
    this.#swings = []
  }

  /** Whether the last `count` swings are a rhythm. */
  isRhythm(count: number): boolean {
    if (this.#swings.length < count) return false
    const periods = this.#periods(count - 1)
    const sizes = this.#swings.slice(-count).map(({ size }) => size)
    const [shortest, longest] = [Math.min(...periods), Math.max(...periods)]
    if (shortest < LEAST_PERIOD_MS) return false
    if (longest - shortest > MOST_PERIOD_SPREAD * median(periods)) return false
    return Math.min(...sizes) > LEAST_SIZE_RATIO * Math.max(...sizes)
  }

  /** The last `count` swings with those before them that are of their size and pace. */
  run(count: number): readonly Swing[] {
    const usualMs = median(this.#periods(count - 1))
    const usualSize = median(this.#swings.slice(-count).map(({ size }) => size))
    let first = this.#swings.length - count
    while (first > 0 && this.#fits(first - 1, usualMs, usualSize)) first -= 1
    return this.#swings.slice(first)
  }

  /** The last `count` times from swing to swing. */
  #periods(count: number): readonly number[] {
    const last = this.#swings.slice(-1 - count)
    return last.slice(1).map(({ peakMs }, i) => peakMs - (last[i]?.peakMs ?? peakMs))
  }

  #fits(index: number, usualMs: number, usualSize: number): boolean {
    const [swing, next] = [this.#swings[index], this.#swings[index + 1]]
    if (swing === undefined || next === undefined) return false
    const periods = (next.peakMs - swing.peakMs) / usualMs
    const [least, most] = SAME_PACE_SHARES
    return swing.size > SAME_SIZE_SHARE * usualSize && periods > least && periods < most
  }
}
