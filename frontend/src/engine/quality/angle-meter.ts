import type { Body } from '../body/body.ts'
import { SIDES } from '../body/landmarks.ts'
import type { QualityProfile } from '../cyclic/profile.ts'
import { OneEuroFilter } from '../signals/one-euro.ts'

const SMOOTHING = { minCutoffHz: 3, beta: 0.02, derivativeCutoffHz: 2 }
/** Both sides are compared only where each is seen at least so well. */
const COMPARABLE = 0.6

/** What the working joint did in one repetition, degrees; null where the view could not tell. */
export interface JointReading {
  readonly topDeg: number | null
  readonly bottomDeg: number | null
  readonly sideDifferenceDeg: number | null
  /** Mean trust in the joint's landmarks, 0..1. */
  readonly trust: number
}

/** Follows the working joint through a repetition: straightest before it, most bent within it. */
export class AngleMeter {
  readonly #profile: QualityProfile
  readonly #smooth = new OneEuroFilter(SMOOTHING)
  #topDeg: number | null = null
  #bottomDeg: number | null = null
  /** Straightest since the most bent moment: the top of the next repetition. */
  #nextTopDeg: number | null = null
  #differenceDeg: number | null = null
  #trustSum = 0
  #judgedFrames = 0
  #frames = 0

  constructor(profile: QualityProfile) {
    this.#profile = profile
  }

  watch(body: Body, isUnderWay: boolean): void {
    const weights = SIDES.map((side) => this.#profile.sideWeight(body, side))
    const [left = 0, right = 0] = weights
    this.#trustSum += Math.max(left, right)
    this.#frames += 1
    if (body.frontalityDeg() > this.#profile.anglesUpToFrontalityDeg) return
    this.#judgedFrames += 1
    const [leftDeg = 0, rightDeg = 0] = SIDES.map((side) => this.#profile.angleDeg(body, side))
    const total = left + right
    if (total <= 0) return
    const fused = (left * leftDeg + right * rightDeg) / total
    this.#take(this.#smooth.apply(fused, body.timestampMs), isUnderWay)
    if (isUnderWay && Math.min(left, right) >= COMPARABLE) this.#compare(leftDeg - rightDeg)
  }

  /** Closes a repetition and starts the next. */
  read(): JointReading {
    const isJudged = this.#judgedFrames * 2 > this.#frames
    const reading = {
      topDeg: isJudged ? this.#topDeg : null,
      bottomDeg: isJudged ? this.#bottomDeg : null,
      sideDifferenceDeg: isJudged ? this.#differenceDeg : null,
      trust: this.#frames === 0 ? 0 : this.#trustSum / this.#frames,
    }
    const top = this.#nextTopDeg
    this.#clear()
    this.#topDeg = top
    return reading
  }

  reset(): void {
    this.#clear()
    this.#smooth.reset()
  }

  #take(angleDeg: number, isUnderWay: boolean): void {
    if (!isUnderWay) {
      this.#topDeg = Math.max(this.#topDeg ?? angleDeg, angleDeg)
      return
    }
    if (this.#bottomDeg === null || angleDeg < this.#bottomDeg) {
      this.#bottomDeg = angleDeg
      this.#nextTopDeg = angleDeg
    }
    this.#nextTopDeg = Math.max(this.#nextTopDeg ?? angleDeg, angleDeg)
  }

  #compare(differenceDeg: number): void {
    const size = Math.abs(differenceDeg)
    // A mean that leans to the larger values: one bad frame is no lopsided repetition.
    this.#differenceDeg =
      this.#differenceDeg === null ? size : 0.8 * this.#differenceDeg + 0.2 * size
  }

  #clear(): void {
    this.#topDeg = null
    this.#bottomDeg = null
    this.#nextTopDeg = null
    this.#differenceDeg = null
    this.#trustSum = 0
    this.#judgedFrames = 0
    this.#frames = 0
  }
}
