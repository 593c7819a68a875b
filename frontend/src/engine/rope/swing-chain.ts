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
const SAME_SIZE_SHARE = 0.44
const SAME_PACE_SHARES = [0.55, 1.7] as const
/**
 * A body that is always in the air rises by g/8 of the square of the time from landing to landing, 1.2 m/s^2; a third
 * of it with feet that rest on the ground for 40 % of the time. Somewhat less is asked for: still less is swaying.
 */
const LEAST_RISE_PER_SECOND_SQUARED = 0.14

/** One plausible swing can be the tail of something else, such as the last of a set of high knees. */
const PLAUSIBLE_SWINGS = 2

/** Two seconds of the fastest steps. */
const REMEMBERED_SWINGS = 16
const USUAL_OVER = 8
/** Periods this near the middle one, as a share of it, are usual. */
const USUAL_SHARE = 0.35

export type JumpStyle = 'both-feet' | 'alternate-feet'

/** A swing as one of a rhythm. */
export interface Link extends Swing {
  /** No camera saw it: it must have been there for the rhythm's sake. */
  readonly isUnseen: boolean
  /** Whether posture, arms and feet were those of someone who skips. */
  readonly isPlausible: boolean
  /** Null where the legs are not seen, or do neither. */
  readonly style: JumpStyle | null
}

/** The last swings of one signal, as far as one follows upon the other. */
export class SwingChain {
  #swings: Link[] = []

  /** Oldest first. */
  get swings(): readonly Link[] {
    return this.#swings
  }

  /** Usual time from swing to swing; null before there are two. */
  get periodMs(): number | null {
    const periods = this.#periods(USUAL_OVER)
    if (periods.length === 0) return null
    const middle = median(periods)
    // The camera's clock rounds periods up and down: the mean of the usual ones is finer than any of them.
    const usual = periods.filter((ms) => Math.abs(ms - middle) <= USUAL_SHARE * middle)
    return usual.reduce((sum, ms) => sum + ms, 0) / usual.length
  }

  get usualSize(): number {
    return median(this.#swings.slice(-USUAL_OVER).map(({ size }) => size))
  }

  push(swing: Link): void {
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

  /** Whether the last `count` swings are a rhythm, and the last of them have been plausible. */
  isRhythm(count: number): boolean {
    if (this.#swings.length < count) return false
    if (!this.#swings.slice(-PLAUSIBLE_SWINGS).every(({ isPlausible }) => isPlausible)) return false
    const periods = this.#periods(count - 1)
    const sizes = this.#swings.slice(-count).map(({ size }) => size)
    const [shortest, longest] = [Math.min(...periods), Math.max(...periods)]
    if (shortest < LEAST_PERIOD_MS) return false
    if (longest - shortest > MOST_PERIOD_SPREAD * median(periods)) return false
    return Math.min(...sizes) > LEAST_SIZE_RATIO * Math.max(...sizes)
  }

  /** Whether the last `count` swings are as large as bodies in the air rise in that time. */
  isJumping(count: number): boolean {
    const seconds = median(this.#periods(count - 1)) / 1000
    const usual = median(this.#swings.slice(-count).map(({ size }) => size))
    return usual > LEAST_RISE_PER_SECOND_SQUARED * seconds * seconds
  }

  /** Whether the last `count` swings have about this pace and size. */
  isLike(count: number, periodMs: number, usualSize: number): boolean {
    if (this.#swings.length < count) return false
    const [least, most] = SAME_PACE_SHARES
    const isPace = this.#periods(count - 1).every(
      (period) => period > least * periodMs && period < most * periodMs,
    )
    const sizes = this.#swings.slice(-count).map(({ size }) => size)
    return isPace && sizes.every((size) => size > SAME_SIZE_SHARE * usualSize)
  }

  /** The last `count` swings with those before them that are of their size and pace. */
  run(count: number): readonly Link[] {
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
