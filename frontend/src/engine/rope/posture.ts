import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { DecayingMean } from './decaying-mean.ts'

/** Shoulders over hips, hips over ankles, body metres in the picture: someone who stands, seen a little from above. */
const LEAST_TRUNK_RISE = 0.12
const LEAST_LEG_RISE = 0.2
/** The trunk is upright within 30 degrees: tan(60 degrees). */
const LEAST_TRUNK_SLOPE = 1.7
const UPRIGHT_MEMORY_MS = 500
const LEAST_UPRIGHT = 0.6

/** Hands that turn a rope stay below the shoulders; this much above them is the landmarks' error, body metres. */
const HANDS_ABOVE_SHOULDERS = 0.02
/** The thigh of a high knee lies level: hip less than this over the knee, body metres (0.35..0.4 standing). */
const LEVEL_THIGH = 0.06
/** Feet so far apart in the picture are those of a jumping jack, a lunge or a long stride, body metres. */
const WIDE_FEET = 0.5
/** What a jack or a high knee shows once a beat must not be forgotten from beat to beat. */
const FOREIGN_MEMORY_MS = 1000
const MOST_FOREIGN = 0.12

/** Tells from the last second whether someone could be skipping rope: standing upright, hands low, feet together. */
export class PostureMeter {
  readonly #upright = new DecayingMean(UPRIGHT_MEMORY_MS)
  readonly #handsHigh = new DecayingMean(FOREIGN_MEMORY_MS)
  readonly #thighLevel = new DecayingMean(FOREIGN_MEMORY_MS)
  readonly #feetWide = new DecayingMean(FOREIGN_MEMORY_MS)

  get isRopePosture(): boolean {
    const foreign = [this.#handsHigh, this.#thighLevel, this.#feetWide]
    return this.#upright.value > LEAST_UPRIGHT && foreign.every(({ value }) => value < MOST_FOREIGN)
  }

  push(body: Body, elapsedMs: number): void {
    const push = (mean: DecayingMean, is: boolean): void => mean.push(is ? 1 : 0, elapsedMs)
    push(this.#upright, isUpright(body))
    push(this.#handsHigh, hasHandHigh(body))
    push(this.#thighLevel, hasThighLevel(body))
    push(this.#feetWide, body.span(JOINT.ankle, JOINT.ankle + 1) > WIDE_FEET)
  }

  reset(): void {
    for (const mean of [this.#upright, this.#handsHigh, this.#thighLevel, this.#feetWide])
      mean.reset()
  }
}

function isUpright(body: Body): boolean {
  const trunk = body.rise(JOINT.shoulder, JOINT.hip)
  const sideways =
    Math.abs(body.midPixelX(JOINT.shoulder) - body.midPixelX(JOINT.hip)) / body.pixelsPerMetre
  const isTrunkUpright = trunk > LEAST_TRUNK_RISE && trunk > LEAST_TRUNK_SLOPE * sideways
  return isTrunkUpright && body.rise(JOINT.hip, JOINT.ankle) > LEAST_LEG_RISE
}

function hasHandHigh(body: Body): boolean {
  return SIDES.some(
    (side) => body.sideRise(JOINT.wrist, JOINT.shoulder, side) > HANDS_ABOVE_SHOULDERS,
  )
}

function hasThighLevel(body: Body): boolean {
  return SIDES.some((side) => body.sideRise(JOINT.hip, JOINT.knee, side) < LEVEL_THIGH)
}
