/** A movement from one turning point of a signal to the next, proven by the signal's having turned back. */
export interface Swing {
  readonly startMs: number
  readonly peakMs: number
  /** Distance between the two turning points, in the signal's unit. */
  readonly size: number
  readonly isUp: boolean
}

export interface SwingOptions {
  /** A smaller movement is noise, in the signal's unit: about twice the jitter of the landmarks at rest. */
  readonly leastSize: number
  /** Smaller than this share of the usual swing is no jump but the tremble of a landing. */
  readonly leastShare: number
}

const REMEMBERED_SWINGS = 8
/** So many swings make a usual one. */
const LEAST_SWINGS = 4
/** Without a swing for so long the usual one is forgotten: the next may be of another kind. */
const FORGET_MS = 1500

/** Zig-zag: finds the swings of a signal, with a hysteresis in amplitude that follows the person's own movement. */
export class SwingFinder {
  readonly #options: SwingOptions
  readonly #sizes: number[] = []
  #isRising = true
  #extreme = Number.NaN
  #extremeMs = 0
  #turn = 0
  #turnMs = 0
  #provenMs = Number.NEGATIVE_INFINITY

  constructor(options: SwingOptions) {
    this.#options = options
  }

  /** The swing that this sample proves to have ended, else null. */
  push(value: number, timestampMs: number): Swing | null {
    if (Number.isNaN(this.#extreme)) {
      this.#reach(value, timestampMs)
      this.#turn = value
      this.#turnMs = timestampMs
      return null
    }
    const beyond = this.#isRising ? value - this.#extreme : this.#extreme - value
    if (beyond > 0) this.#reach(value, timestampMs)
    return -beyond > this.#threshold(timestampMs) ? this.#turnBack(value, timestampMs) : null
  }

  reset(): void {
    this.#sizes.length = 0
    this.#isRising = true
    this.#extreme = Number.NaN
    this.#provenMs = Number.NEGATIVE_INFINITY
  }

  #turnBack(value: number, timestampMs: number): Swing {
    const swing = {
      startMs: this.#turnMs,
      peakMs: this.#extremeMs,
      size: Math.abs(this.#extreme - this.#turn),
      isUp: this.#isRising,
    }
    this.#isRising = !this.#isRising
    this.#turn = this.#extreme
    this.#turnMs = this.#extremeMs
    this.#reach(value, timestampMs)
    this.#provenMs = timestampMs
    this.#sizes.push(swing.size)
    if (this.#sizes.length > REMEMBERED_SWINGS) this.#sizes.shift()
    return swing
  }

  #reach(value: number, timestampMs: number): void {
    this.#extreme = value
    this.#extremeMs = timestampMs
  }

  #threshold(timestampMs: number): number {
    const { leastSize, leastShare } = this.#options
    if (timestampMs - this.#provenMs > FORGET_MS) this.#sizes.length = 0
    if (this.#sizes.length < LEAST_SWINGS) return leastSize
    return Math.max(leastSize, leastShare * median(this.#sizes))
  }
}

/** The upper one of the two in the middle where their number is even; 0 of nothing. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}
