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
/** Samples further apart than this say nothing of what the signal does between them. */
const MOST_SAMPLE_MS = 130
/** Without a swing for so long the usual one is forgotten: the next may be of another kind. */
const FORGET_MS = 1500

interface Sample {
  readonly value: number
  readonly timestampMs: number
}

/** Zig-zag: finds the swings of a signal, with a hysteresis in amplitude that follows the person's own movement. */
export class SwingFinder {
  readonly #options: SwingOptions
  readonly #sizes: number[] = []
  #isRising = true
  #turn: Sample | null = null
  /** The farthest sample since the turn, with its neighbours. */
  #extreme: Sample | null = null
  #before: Sample | null = null
  #after: Sample | null = null
  #last: Sample | null = null
  #provenMs = Number.NEGATIVE_INFINITY

  constructor(options: SwingOptions) {
    this.#options = options
  }

  /** The swing that this sample proves to have ended, else null. */
  push(value: number, timestampMs: number): Swing | null {
    const sample = { value, timestampMs }
    const extreme = this.#extreme
    if (extreme === null) {
      this.#turn = sample
      this.#reach(sample)
    } else if (this.#isRising ? value > extreme.value : value < extreme.value) this.#reach(sample)
    else this.#after ??= sample
    const back = Math.abs(value - (this.#extreme ?? sample).value)
    const swing = back > this.#threshold(timestampMs) ? this.#turnBack(sample) : null
    this.#last = sample
    return swing
  }

  reset(): void {
    this.#sizes.length = 0
    this.#isRising = true
    this.#turn = null
    this.#extreme = null
    this.#last = null
    this.#provenMs = Number.NEGATIVE_INFINITY
  }

  #turnBack(sample: Sample): Swing | null {
    const [turn, extreme] = [this.#turn, this.#extreme]
    if (turn === null || extreme === null) return null
    const end = { value: extreme.value, timestampMs: vertexMs(this.#before, extreme, this.#after) }
    const swing = {
      startMs: turn.timestampMs,
      peakMs: end.timestampMs,
      size: Math.abs(end.value - turn.value),
      isUp: this.#isRising,
    }
    this.#isRising = !this.#isRising
    this.#turn = end
    this.#reach(sample)
    this.#provenMs = sample.timestampMs
    this.#sizes.push(swing.size)
    if (this.#sizes.length > REMEMBERED_SWINGS) this.#sizes.shift()
    return swing
  }

  #reach(sample: Sample): void {
    this.#extreme = sample
    this.#before = this.#last
    this.#after = null
  }

  #threshold(timestampMs: number): number {
    const { leastSize, leastShare } = this.#options
    if (timestampMs - this.#provenMs > FORGET_MS) this.#sizes.length = 0
    if (this.#sizes.length < LEAST_SWINGS) return leastSize
    return Math.max(leastSize, leastShare * median(this.#sizes))
  }
}

/** When the parabola through an extreme and its neighbours turns: finer than the frames, which at 15 a second hold two a step. */
function vertexMs(before: Sample | null, extreme: Sample, after: Sample | null): number {
  if (before === null || after === null) return extreme.timestampMs
  const [backMs, onMs] = [
    extreme.timestampMs - before.timestampMs,
    after.timestampMs - extreme.timestampMs,
  ]
  if (Math.max(backMs, onMs) > MOST_SAMPLE_MS) return extreme.timestampMs
  const slopeBefore = (extreme.value - before.value) / backMs
  const slopeAfter = (after.value - extreme.value) / onMs
  if (slopeBefore === slopeAfter) return extreme.timestampMs
  // The slopes hold in the middle of their intervals; between these the slope falls evenly through zero.
  const share = slopeBefore / (slopeBefore - slopeAfter)
  return extreme.timestampMs - backMs / 2 + (share * (backMs + onMs)) / 2
}

/** The upper one of the two in the middle where their number is even; 0 of nothing. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
}
