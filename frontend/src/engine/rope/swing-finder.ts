import { median } from './median.ts'

/** One rise of a height and the fall that proves it. */
export interface Lift {
  readonly startMs: number
  /** Interpolated between samples: at 15 frames a second a step of a sprint lasts two of them. */
  readonly peakMs: number
  /** When the fall proved it. */
  readonly provenMs: number
  /** From the valley before up to the peak, metres. */
  readonly rise: number
}

/** Smaller than this share of the usual rise is no jump but the tremble of a landing. */
const LEAST_SHARE = 0.4
const REMEMBERED_RISES = 8
/** So many rises make a usual one. */
const LEAST_RISES = 3
/** Without a lift for so long the usual rise is forgotten: the next may be of another kind. */
const FORGET_MS = 1500

interface Sample {
  readonly height: number
  readonly timestampMs: number
}

/** Zig-zag: finds rises and falls of a height, with a hysteresis that follows the size of the person's own jumps. */
export class SwingFinder {
  readonly #leastRise: number
  readonly #rises: number[] = []
  #isRising = false
  /** Highest of a rise, lowest of a fall so far, with the samples before and after it. */
  #extreme: Sample | null = null
  #before: Sample | null = null
  #after: Sample | null = null
  #last: Sample | null = null
  #valley: Sample | null = null
  #liftMs = Number.NEGATIVE_INFINITY

  /** A smaller rise than `leastRise` is noise: about twice the jitter of the landmarks at rest, metres. */
  constructor(leastRise: number) {
    this.#leastRise = leastRise
  }

  /** The lift that this sample proves by having fallen from it, else null. */
  push(height: number, timestampMs: number): Lift | null {
    const sample = { height, timestampMs }
    const lift = this.#follow(sample)
    this.#last = sample
    return lift
  }

  reset(): void {
    this.#rises.length = 0
    this.#isRising = false
    this.#extreme = null
    this.#last = null
    this.#valley = null
    this.#liftMs = Number.NEGATIVE_INFINITY
  }

  #follow(sample: Sample): Lift | null {
    const extreme = this.#extreme
    const sign = this.#isRising ? 1 : -1
    if (extreme === null || sign * (sample.height - extreme.height) > 0) {
      this.#turn(sample)
      return null
    }
    this.#after ??= sample
    const threshold = this.#threshold(sample.timestampMs)
    if (sign * (extreme.height - sample.height) < threshold) return null
    const lift = this.#isRising ? this.#lift(extreme, sample, threshold) : null
    if (!this.#isRising) this.#valley = extreme
    this.#isRising = !this.#isRising
    this.#turn(sample)
    return lift
  }

  #lift(peak: Sample, proof: Sample, threshold: number): Lift | null {
    const valley = this.#valley
    if (valley === null) return null
    const rise = peak.height - valley.height
    if (rise < threshold) return null
    this.#liftMs = proof.timestampMs
    this.#rises.push(rise)
    if (this.#rises.length > REMEMBERED_RISES) this.#rises.shift()
    return {
      startMs: valley.timestampMs,
      peakMs: vertexMs(this.#before ?? peak, peak, this.#after ?? peak),
      provenMs: proof.timestampMs,
      rise,
    }
  }

  #turn(sample: Sample): void {
    this.#before = this.#last
    this.#extreme = sample
    this.#after = null
  }

  #threshold(timestampMs: number): number {
    if (timestampMs - this.#liftMs > FORGET_MS) this.#rises.length = 0
    if (this.#rises.length < LEAST_RISES) return this.#leastRise
    return Math.max(this.#leastRise, LEAST_SHARE * median(this.#rises))
  }
}

/** Time of the vertex of the parabola through three samples; that of the middle one where they lie on a line. */
function vertexMs(before: Sample, peak: Sample, after: Sample): number {
  const [left, right] = [
    before.timestampMs - peak.timestampMs,
    after.timestampMs - peak.timestampMs,
  ]
  const [fallLeft, fallRight] = [before.height - peak.height, after.height - peak.height]
  const curvature = fallLeft * right - fallRight * left
  if (curvature === 0 || left === 0 || right === 0) return peak.timestampMs
  const shift = (fallLeft * right * right - fallRight * left * left) / (2 * curvature)
  return peak.timestampMs + Math.min(right, Math.max(left, shift))
}
