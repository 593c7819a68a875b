import { median } from '../../signals/median.ts'
import { pushWithin } from '../../signals/push-within.ts'
import type { UnseenTime } from '../../signals/unseen-time.ts'
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
/** ... or have at least this share of its size where a hole beside them hid the rest. */
const LEAST_PART_SHARE = 0.25
/** A distance of swings of more than this many times what their turns say has left swings out. */
const MOST_TURNS = 1.5
/**
 * A body that is always in the air rises by g/8 of the square of the time from landing to landing, 1.2 m/s^2; a third
 * of it with feet that rest on the ground for 40 % of the time. Somewhat less is asked for: still less is swaying.
 */
const LEAST_RISE_PER_SECOND_SQUARED = 0.14

/**
 * Where the trunk alone is seen, one jump in many hardly shows, for the hips go up as the shoulders go down. Whoever
 * turns a rope cannot leave a turn out: twice the usual time, within this share of it, after this many steady periods,
 * has lost one.
 */
const DOUBLE_WITHIN = 0.25
const STEADY_PERIODS = 4
const STEADY_WITHIN = 0.25
/**
 * Nobody jumps faster with both feet: what is faster are steps, and the phase of the joints tells those that are lost.
 */
const LEAST_JUMP_MS = 220

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
  /** No leg was seen beside the trunk. */
  readonly isTrunkAlone: boolean
}

/** The last swings of one signal, as far as one follows upon the other, with those that a hole in the frames hid. */
export class SwingChain {
  readonly #unseen: UnseenTime
  #swings: Link[] = []

  constructor(unseen: UnseenTime) {
    this.#unseen = unseen
  }

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

  /**
   * Adds a swing, after those that must have gone unseen before it, and gives what was added. `turnsMs` is the time
   * from swing to swing that the signal's turning points tell where nothing hid them.
   */
  follow(swing: Link, turnsMs: number | null): readonly Link[] {
    const lost = swing.isSharp ? this.#lostBefore(swing, turnsMs) : null
    const links = this.#add(swing, lost ?? 0)
    if (swing.again === null) return links
    // Parted by a hole: one peak or several, as the rhythm says.
    const again = { ...swing, ...swing.again }
    const between = this.#lostBefore(again, turnsMs)
    return between === null ? links : [...links, ...this.#add(again, between)]
  }

  /**
   * The last swing counts for no more than the one back: a rise without a fall is no jump but a drift, or standing up.
   */
  limitLast(size: number): void {
    const last = this.#swings.pop()
    if (last !== undefined) this.#swings.push({ ...last, size: Math.min(last.size, size) })
  }

  clear(): void {
    this.#swings = []
  }

  /**
   * Jumps lost since the last one whose time is known: periods that have passed, less the swings found since. Negative
   * where the swing is one of these; null where it can't be told.
   */
  #lostBefore({ peakMs }: Link, turnsMs: number | null): number | null {
    const sharp = this.#swings.map(({ isSharp }) => isSharp).lastIndexOf(true)
    const from = sharp < 0 ? this.#swings.length - 1 : sharp
    const anchor = this.#swings[from]
    const periodMs = this.#paceMs(turnsMs)
    if (anchor === undefined || periodMs === null) return null
    const found = this.#swings.length - 1 - from
    return this.#unseen.lost(anchor.peakMs, found, peakMs, periodMs)
  }

  /**
   * Where every other swing was hidden from the first on, their distance is twice the period: the turns know better.
   */
  #paceMs(turnsMs: number | null): number | null {
    const { periodMs } = this
    if (turnsMs === null) return periodMs
    return periodMs === null || periodMs > MOST_TURNS * turnsMs ? turnsMs : periodMs
  }

  #add(swing: Link, lost: number): readonly Link[] {
    const last = this.#swings.at(-1)
    if (last === undefined) return this.#push([swing])
    if (lost >= 0) {
      const between = Math.max(lost, this.#isDouble(last, swing) ? 1 : 0)
      return this.#push([...unseenBetween(last, swing, between), swing])
    }
    // The same jump: the better known time stands.
    if (swing.isSharp && !last.isSharp) this.#swings[this.#swings.length - 1] = swing
    return []
  }

  /** Whether the trunk, alone, has left out a jump between the last swing and this one. */
  #isDouble(last: Link, swing: Link): boolean {
    const { periodMs } = this
    const steady = this.#periods(STEADY_PERIODS)
    if (!swing.isTrunkAlone || periodMs === null || steady.length < STEADY_PERIODS) return false
    const isSteady = steady.every((ms) => Math.abs(ms - periodMs) <= STEADY_WITHIN * periodMs)
    return isSteady && isTwice(last, swing, periodMs)
  }

  #push(links: readonly Link[]): readonly Link[] {
    for (const link of links) {
      const last = this.#swings.at(-1)
      if (last !== undefined && this.#seenMs(last, link) > MOST_PERIOD_MS) this.clear()
      pushWithin(REMEMBERED_SWINGS, this.#swings, link)
    }
    return links
  }

  #seenMs(from: Link, to: Link): number {
    return to.peakMs - from.peakMs - this.#unseen.between(from.peakMs, to.peakMs)
  }

  /** Whether the last `count` swings are a rhythm, and the last of them have been plausible. */
  isRhythm(count: number): boolean {
    const last = this.#swings.slice(-PLAUSIBLE_SWINGS)
    return last.every(({ isPlausible }) => isPlausible) && this.isEven(count)
  }

  /** Whether the last `count` swings are alike in pace and size. */
  isEven(count: number): boolean {
    if (this.#swings.length < count) return false
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

  /**
   * The last `count` swings with those before them that are of their size and pace, and those that a hole hid between.
   */
  run(count: number): readonly Link[] {
    const usualMs = median(this.#periods(count - 1))
    const usualSize = median(this.#swings.slice(-count).map(({ size }) => size))
    let run = this.#swings.slice(-count)
    for (let before = this.#swings.length - count; before > 0;) {
      const [next] = run
      const found = this.#stretch(before)
      if (next === undefined) break
      if (!found.every((swing) => this.#hasSize(swing, usualSize, usualMs))) break
      const joined = this.#joined(found, next, usualMs)
      const periods = (next.peakMs - (joined[0] ?? next).peakMs) / usualMs / joined.length
      const [least, most] = SAME_PACE_SHARES
      if (!(periods > least && periods < most)) break
      run = [...joined, ...run]
      before -= found.length
    }
    return run
  }

  /** Swings and those unseen between them and `next`; without those that were found twice. */
  #joined(found: readonly Link[], next: Link, periodMs: number): readonly Link[] {
    const [first = next] = found
    const lost = this.#unseen.lost(first.peakMs, found.length - 1, next.peakMs, periodMs) ?? 0
    if (lost < 0) return found.slice(0, lost)
    const last = found.at(-1) ?? first
    const isDouble = last.isTrunkAlone && isTwice(last, next, periodMs)
    return [...found, ...unseenBetween(last, next, Math.max(lost, isDouble ? 1 : 0))]
  }

  /** The swings before one of the chain, back to one whose time is known. */
  #stretch(before: number): readonly Link[] {
    const sharp = this.#swings
      .slice(0, before)
      .map(({ isSharp }) => isSharp)
      .lastIndexOf(true)
    return this.#swings.slice(Math.max(0, sharp), before)
  }

  /** Of a swing beside a hole only a part may have been seen. */
  #hasSize({ peakMs, size }: Link, usualSize: number, usualMs: number): boolean {
    const isPart = this.#unseen.between(peakMs - usualMs, peakMs + usualMs) > 0
    return size > (isPart ? LEAST_PART_SHARE : SAME_SIZE_SHARE) * usualSize
  }

  /** The last `count` times from swing to swing. */
  #periods(count: number): readonly number[] {
    const last = this.#swings.slice(-1 - count)
    return last.slice(1).map(({ peakMs }, i) => peakMs - (last[i]?.peakMs ?? peakMs))
  }
}

function isTwice(from: Link, to: Link, periodMs: number): boolean {
  if (periodMs < LEAST_JUMP_MS) return false
  return Math.abs((to.peakMs - from.peakMs) / periodMs - 2) <= DOUBLE_WITHIN
}

function unseenBetween(from: Link, to: Link, count: number): readonly Link[] {
  const stepMs = (to.peakMs - from.peakMs) / (count + 1)
  return Array.from({ length: count }, (_, i) => {
    const peakMs = from.peakMs + (i + 1) * stepMs
    return { ...to, startMs: peakMs - stepMs / 2, peakMs, isUnseen: true, isSharp: false }
  })
}
