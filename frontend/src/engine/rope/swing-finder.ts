/** One rise of a height and the fall that proves it. */
export interface Lift {
  readonly startMs: number
  readonly peakMs: number
  /** From the valley before up to the peak, in the height's unit. */
  readonly rise: number
}

export interface SwingOptions {
  /** A smaller rise is noise, in the height's unit: about twice the jitter of the landmark at rest. */
  readonly leastRise: number
  /** Smaller than this share of the usual rise is no jump but the tremble of a landing. */
  readonly leastShare: number
}

const REMEMBERED_RISES = 8
/** So many rises make a usual one. */
const LEAST_RISES = 3
/** Without a lift for so long the usual rise is forgotten: the next may be of another kind. */
const FORGET_MS = 1500

/** Zig-zag: finds rises and falls of a height, with a hysteresis that follows the size of the person's own jumps. */
export class SwingFinder {
  readonly #options: SwingOptions
  readonly #rises: number[] = []
  #isRising = true
  #extreme = Number.NaN
  #extremeMs = 0
  #valley = 0
  #valleyMs = 0
  #liftMs = Number.NEGATIVE_INFINITY

  constructor(options: SwingOptions) {
    this.#options = options
  }

  /** The lift that this sample proves by having fallen from it, else null. */
  push(height: number, timestampMs: number): Lift | null {
    const threshold = this.#threshold(timestampMs)
    if (Number.isNaN(this.#extreme)) {
      this.#turn(height, timestampMs)
      this.#valley = height
      this.#valleyMs = timestampMs
      return null
    }
    const beyond = this.#isRising ? height - this.#extreme : this.#extreme - height
    if (beyond > 0) this.#turn(height, timestampMs)
    if (beyond >= -threshold) return null
    return this.#isRising
      ? this.#fall(height, timestampMs, threshold)
      : this.#rise(height, timestampMs)
  }

  reset(): void {
    this.#rises.length = 0
    this.#isRising = true
    this.#extreme = Number.NaN
    this.#liftMs = Number.NEGATIVE_INFINITY
  }

  #fall(height: number, timestampMs: number, threshold: number): Lift | null {
    const rise = this.#extreme - this.#valley
    const lift = { startMs: this.#valleyMs, peakMs: this.#extremeMs, rise }
    this.#isRising = false
    this.#turn(height, timestampMs)
    if (rise < threshold) return null
    this.#liftMs = timestampMs
    this.#rises.push(rise)
    if (this.#rises.length > REMEMBERED_RISES) this.#rises.shift()
    return lift
  }

  #rise(height: number, timestampMs: number): null {
    this.#isRising = true
    this.#valley = this.#extreme
    this.#valleyMs = this.#extremeMs
    this.#turn(height, timestampMs)
    return null
  }

  #turn(height: number, timestampMs: number): void {
    this.#extreme = height
    this.#extremeMs = timestampMs
  }

  #threshold(timestampMs: number): number {
    const { leastRise, leastShare } = this.#options
    if (timestampMs - this.#liftMs > FORGET_MS) this.#rises.length = 0
    if (this.#rises.length < LEAST_RISES) return leastRise
    return Math.max(leastRise, leastShare * median(this.#rises))
  }
}

/** The upper one of the two in the middle where their number is even; 0 of nothing. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}
