import { median } from '../../signals/median.ts'
import { pushWithin } from '../../signals/push-within.ts'
import type { SignalSample } from '../../signals/signal-sample.ts'
import { extendPeak, startPeak, timeOf } from './peak.ts'
import type { Peak, PeakTime, Rhythm } from './peak.ts'

/** A movement from one turning point of a signal to the next, proven by the signal's having turned back. */
export interface Swing extends PeakTime {
  readonly startMs: number
  /** Distance between the two turning points, in the signal's unit. */
  readonly size: number
  readonly isUp: boolean
  /** Where a hole in the samples parts the peak, which may then be two: the later one. */
  readonly again: PeakTime | null
}

export interface SwingOptions {
  /** A smaller movement is noise, in the signal's unit: about twice the jitter of the landmarks at rest. */
  readonly leastSize: number
  /** Smaller than this share of the usual swing is no jump but the tremble of a landing. */
  readonly leastShare: number
}

const REMEMBERED_SWINGS = 8
/** This many swings make a usual one. */
const LEAST_SWINGS = 4
/** This many times from turn to turn make a usual one. */
const LEAST_TURNS = 3
/** Samples further apart than this say nothing of what the signal does between them. */
const MOST_SAMPLE_MS = 130
/** Without a swing for this long the usual one is forgotten: the next may be of another kind. */
const FORGET_MS = 1500

interface Turn extends PeakTime {
  readonly value: number
}

/** Zig-zag: finds the swings of a signal, with a hysteresis in amplitude that follows the person's own movement. */
export class SwingFinder {
  readonly #options: SwingOptions
  readonly #sizes: number[] = []
  readonly #turnsMs: number[] = []
  #isRising = true
  #turn: Turn | null = null
  /** Since the turn: after the last hole, and before it where that may have been a turning point too. */
  #peak: Peak | null = null
  #earlier: Peak | null = null
  #last: SignalSample | null = null
  #provenMs = Number.NEGATIVE_INFINITY

  constructor(options: SwingOptions) {
    this.#options = options
  }

  /** The swing that this sample proves to have ended, else null. */
  push(value: number, timestampMs: number): Swing | null {
    const sample = { value, timestampMs }
    const [turn, peak, last] = [this.#turn, this.#peak, this.#last]
    this.#last = sample
    if (turn === null || peak === null || last === null) {
      this.#turn = { value, peakMs: timestampMs, isSharp: false }
      this.#peak = startPeak(sample, null)
      return null
    }
    const threshold = this.#threshold(timestampMs)
    const isHole = timestampMs - last.timestampMs > MOST_SAMPLE_MS
    if (isHole && this.#ahead(peak, this.#earlier) > threshold) this.#earlier = peak
    this.#peak = isHole ? startPeak(sample, null) : extendPeak(peak, last, sample, this.#isRising)
    const peaks = this.#peaks(this.#peak, threshold)
    const backs = peaks.map(({ extreme }) => Math.abs(value - extreme.value))
    return Math.max(...backs) > threshold
      ? this.#turnBack(turn, peaks, sample, isHole ? null : last)
      : null
  }

  reset(): void {
    this.#sizes.length = 0
    this.#turnsMs.length = 0
    this.#isRising = true
    this.#turn = null
    this.#peak = null
    this.#earlier = null
    this.#last = null
    this.#provenMs = Number.NEGATIVE_INFINITY
  }

  #turnBack(
    turn: Turn,
    peaks: readonly Peak[],
    sample: SignalSample,
    last: SignalSample | null,
  ): Swing {
    const values = peaks.map(({ extreme }) => extreme.value)
    const value = this.#isRising ? Math.max(...values) : Math.min(...values)
    const [end = turn, again = null] = peaks.map((peak) => timeOf(peak, this.#usual))
    const size = Math.abs(value - turn.value)
    const swing = { ...end, again, startMs: turn.peakMs, size, isUp: this.#isRising }
    pushWithin(REMEMBERED_SWINGS, this.#sizes, size)
    if (turn.isSharp && end.isSharp)
      pushWithin(REMEMBERED_SWINGS, this.#turnsMs, end.peakMs - turn.peakMs)
    this.#isRising = !this.#isRising
    this.#turn = { value, ...(again ?? end) }
    this.#peak = startPeak(sample, last)
    this.#earlier = null
    this.#provenMs = sample.timestampMs
    return swing
  }

  /** The one or two peaks in question, in order of time. */
  #peaks(peak: Peak, threshold: number): readonly Peak[] {
    const earlier = this.#earlier
    if (earlier === null) return [peak]
    const ahead = this.#ahead(peak, earlier)
    if (Math.abs(ahead) <= threshold) return [earlier, peak]
    return ahead > 0 ? [peak] : [earlier]
  }

  /** How much farther `peak` reaches than another one. */
  #ahead(peak: Peak, other: Peak | null): number {
    if (other === null) return Number.POSITIVE_INFINITY
    const ahead = peak.extreme.value - other.extreme.value
    return this.#isRising ? ahead : -ahead
  }

  /** Usual time from turn to turn, where no hole lay between; null before there are a few. */
  get turnMs(): number | null {
    return this.#turnsMs.length < LEAST_TURNS ? null : median(this.#turnsMs)
  }

  get #usual(): Rhythm | null {
    const { turnMs } = this
    if (this.#sizes.length < LEAST_SWINGS || turnMs === null) return null
    return { size: median(this.#sizes), turnMs }
  }

  #threshold(timestampMs: number): number {
    const { leastSize, leastShare } = this.#options
    if (timestampMs - this.#provenMs > FORGET_MS) {
      this.#sizes.length = 0
      this.#turnsMs.length = 0
    }
    if (this.#sizes.length < LEAST_SWINGS) return leastSize
    return Math.max(leastSize, leastShare * median(this.#sizes))
  }
}
