import { Plateau } from './plateau.ts'

/** What a sample did to the cycle: marked its rest, marked its turning point, ended it, or nothing of these. */
export type ZigZagStep = 'rest' | 'turn' | 'cycle' | null

export interface ZigZagOptions {
  /** Travel below this is noise or fidgeting, in the signal's unit. */
  readonly leastTravel: number
  /** Share of the way down that must be climbed back before the cycle counts. */
  readonly returnShare: number
  /** A climb of this share followed by another descent ends a cycle as well: someone who never quite locks out. */
  readonly partialReturnShare: number
  /** A stop at this level or above is rest, whatever level came before: the camera or the distance has changed. */
  readonly restPlateauFrom: number
  /** Level of rest to assume where the signal begins below it by the least travel; null where rest has to be seen. */
  readonly assumedRest: number | null
  /** A cycle not ended after this is given up. */
  readonly mostMs: number
  /** The rest level forgets a spike in about this time. */
  readonly restMemoryMs: number
}

/** Within this share of the least travel below the highest value the body still counts as at rest. */
const REST_BAND_SHARE = 0.35
/** Whoever keeps still for this long shows the rest level of now, whatever it was when walking up. */
const PLATEAU_MS = 1200

/**
 * Finds cycles rest > turning point > rest in a signal that is highest at rest, sample by sample and without looking
 * ahead: a zig-zag with hysteresis in amplitude instead of time, so that neither tempo nor frame rate matters.
 */
export class ZigZag {
  readonly #options: ZigZagOptions
  readonly #plateau: Plateau
  #isDescending = false
  #high = Number.NEGATIVE_INFINITY
  #low = Number.POSITIVE_INFINITY
  /** Highest value since the turning point: tells a pause on the way up from a second descent. */
  #rebound = Number.NEGATIVE_INFINITY
  #leftMs = 0
  #lastMs: number | null = null

  constructor(options: ZigZagOptions) {
    this.#options = options
    this.#plateau = new Plateau(REST_BAND_SHARE * options.leastTravel, PLATEAU_MS)
  }

  get isDescending(): boolean {
    return this.#isDescending
  }

  /** The level at rest: highest lately, or that of the last stop. */
  get restLevel(): number {
    return this.#high
  }

  /** How far `value` lies below the rest level; null before there is one. */
  depth(value: number): number | null {
    return this.#lastMs === null ? null : Math.max(0, this.#high - value)
  }

  push(value: number, timestampMs: number): ZigZagStep {
    const elapsedMs = timestampMs - (this.#lastMs ?? timestampMs)
    if (this.#lastMs === null) this.#high = this.#options.assumedRest ?? Number.NEGATIVE_INFINITY
    this.#lastMs = timestampMs
    const level = this.#plateau.push(value, timestampMs)
    if (this.#isDescending) return this.#descend(value, timestampMs, level)
    if (level !== null) this.#high = Math.min(this.#high, level)
    return this.#rest(value, timestampMs, elapsedMs)
  }

  reset(): void {
    this.#isDescending = false
    this.#plateau.reset()
    this.#high = Number.NEGATIVE_INFINITY
    this.#lastMs = null
  }

  #rest(value: number, timestampMs: number, elapsedMs: number): ZigZagStep {
    const { leastTravel, restMemoryMs } = this.#options
    if (value > this.#high) this.#high = value
    else this.#high -= (this.#high - value) * Math.min(1, elapsedMs / restMemoryMs)
    if (value >= this.#high - REST_BAND_SHARE * leastTravel) return 'rest'
    if (value > this.#high - leastTravel) return null
    this.#isDescending = true
    this.#leftMs = timestampMs
    this.#plateau.reset()
    this.#low = value
    this.#rebound = value
    return 'turn'
  }

  #descend(value: number, timestampMs: number, level: number | null): ZigZagStep {
    const { mostMs, restPlateauFrom } = this.#options
    const isAtRest = level !== null && level >= restPlateauFrom && !this.#isUpperHalf(level)
    if (isAtRest || timestampMs - this.#leftMs > mostMs) {
      this.reset()
      return null
    }
    if (value <= this.#low) {
      this.#low = value
      this.#rebound = value
      return 'turn'
    }
    this.#rebound = Math.max(this.#rebound, value)
    // A long stop in the upper half ends a cycle as well: this is how far up they go.
    const hasStopped = level !== null && this.#isUpperHalf(level)
    if (!this.#hasReturned(value) && !hasStopped) return null
    this.#isDescending = false
    this.#high = this.#rebound
    return 'cycle'
  }

  #isUpperHalf(level: number): boolean {
    return level >= this.#low + this.#options.partialReturnShare * (this.#high - this.#low)
  }

  #hasReturned(value: number): boolean {
    const { leastTravel, returnShare, partialReturnShare } = this.#options
    const travel = this.#high - this.#low
    if (value - this.#low >= returnShare * travel) return true
    const hasTurnedAgain = this.#rebound - value >= leastTravel
    return hasTurnedAgain && this.#rebound - this.#low >= partialReturnShare * travel
  }
}
