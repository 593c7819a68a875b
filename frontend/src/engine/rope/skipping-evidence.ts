import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { DecayingMean } from './decaying-mean.ts'
import type { JointSpeeds } from './joint-speeds.ts'
import type { JumpMotion } from './jump-motion.ts'

/** Two or three jumps at the usual rates. */
const MEMORY_MS = 700
const POSTURE_MEMORY_MS = 500
/** A step or two of a walk. */
const PLACE_MEMORY_MS = 1000

/** Hands that turn a rope stay below the shoulders; so much above them is the landmarks' error, body metres. */
const HANDS_ABOVE_SHOULDERS = 0.02
/** Shoulders over hips, hips over knees, body metres in the picture: someone who stands, even seen from above. */
const LEAST_TRUNK_RISE = 0.12
const LEAST_LEG_RISE = 0
/** The trunk is upright within 30 degrees: tan(60 degrees). */
const LEAST_TRUNK_SLOPE = 1.7

/** Limits within which a position is found, and the wider ones within which it is kept. */
interface Limits {
  /** Share of the last half second in posture. */
  readonly posture: number
  /** Metres a second sideways in the picture: someone who goes somewhere. */
  readonly travel: number
  /** Share of the size a second, nearer or farther: the same. */
  readonly approach: number
}
const FOUND: Limits = { posture: 0.8, travel: 0.4, approach: 0.08 }
const KEPT: Limits = { posture: 0.3, travel: 0.7, approach: 0.15 }

/** The body leaves the ground: a walk moves the trunk up and down by 0.1, small jumps by 0.25 metres a second. */
const LEAST_TRUNK_SPEED = 0.15
/** Legs that jump together: correlation of their speeds. */
const TOGETHER_ABOVE = 0.2
/** Feet swing apart and together faster than so many times their rise: jumping jacks, lunges, running. */
const MOST_FEET_SWING = 1.5
/** Below this share of the trunk's rise the feet stay on the ground. Small bounces on the toes have 0.3. */
const LEAST_FEET_SHARE = 0.2
/** The arms of someone who runs swing against one another; those that turn a rope do not. Shares of the legs' speed. */
const MOST_ARM_SWING = 0.2
/** What landmarks of still hands make of themselves, metres a second. */
const ARM_SWING_NOISE = 0.2
/** Feet that take turns in speed step move faster than those of a walk, metres a second up and down. */
const LEAST_STEP_SPEED = 0.4
/** Height of the hip over the higher knee, body metres: less is high knees. */
const LEAST_THIGH_RISE = 0.13

/** Judges whether what is seen can be skipping: posture, place, and what arms and feet do besides. */
export class SkippingEvidence {
  readonly #posture = new DecayingMean(POSTURE_MEMORY_MS)
  readonly #thighRise = new DecayingMean(POSTURE_MEMORY_MS)
  readonly #travel = new DecayingMean(PLACE_MEMORY_MS)
  readonly #approach = new DecayingMean(PLACE_MEMORY_MS)
  readonly #armSwingPower = new DecayingMean(MEMORY_MS)
  readonly #feetSwingPower = new DecayingMean(MEMORY_MS)
  #isInPosition = false

  /** Upright with the hands low, and staying in place. */
  get isInPosition(): boolean {
    return this.#isInPosition
  }

  start(): void {
    const means = [this.#posture, this.#thighRise, this.#travel, this.#approach]
    for (const mean of [...means, this.#armSwingPower, this.#feetSwingPower]) mean.reset()
    this.#isInPosition = false
  }

  push(body: Body, speeds: JointSpeeds): void {
    const { elapsedMs } = speeds
    this.#posture.push(isRopePosture(body) ? 1 : 0, elapsedMs)
    this.#thighRise.push(thighRise(body), elapsedMs)
    this.#travel.push(speeds.midAcross(JOINT.hip), elapsedMs)
    this.#approach.push(speeds.growth, elapsedMs)
    const arms = (speeds.up(JOINT.wrist) - speeds.up(JOINT.wrist + 1)) / 2
    this.#armSwingPower.push(arms ** 2, elapsedMs)
    const feet = speeds.across(JOINT.ankle) - speeds.across(JOINT.ankle + 1)
    this.#feetSwingPower.push(feet ** 2, elapsedMs)
    this.#isInPosition = this.#isWithin(this.#isInPosition ? KEPT : FOUND)
  }

  /** Whether the legs and arms move as they do over a rope. */
  allows(motion: JumpMotion): boolean {
    if (motion.trunkSpeed < LEAST_TRUNK_SPEED) return false
    if (!motion.showsLegs) return true
    const feetStayTogether =
      Math.sqrt(this.#feetSwingPower.value) < MOST_FEET_SWING * motion.legSpeed
    if (!feetStayTogether) return false
    if (motion.legCorrelation > TOGETHER_ABOVE) return motion.feetShare > LEAST_FEET_SHARE
    return this.#allowsSteps(motion)
  }

  /** Feet that take turns: not in a walk, a run or high knees. */
  #allowsSteps({ legSpeed }: JumpMotion): boolean {
    const mostArmSwing = Math.max(ARM_SWING_NOISE, MOST_ARM_SWING * legSpeed)
    const isCalm = Math.sqrt(this.#armSwingPower.value) < mostArmSwing
    return isCalm && this.#thighRise.value > LEAST_THIGH_RISE && legSpeed > LEAST_STEP_SPEED
  }

  #isWithin({ posture, travel, approach }: Limits): boolean {
    const isInPlace =
      Math.abs(this.#travel.value) < travel && Math.abs(this.#approach.value) < approach
    return isInPlace && this.#posture.value > posture
  }
}

/** Whether this frame shows someone who could be skipping: standing upright, hands low. */
function isRopePosture(body: Body): boolean {
  const handsAreLow = SIDES.every(
    (side) => body.sideRise(JOINT.shoulder, JOINT.wrist, side) > -HANDS_ABOVE_SHOULDERS,
  )
  const trunk = body.rise(JOINT.shoulder, JOINT.hip)
  const sideways =
    Math.abs(body.midPixelX(JOINT.shoulder) - body.midPixelX(JOINT.hip)) / body.pixelsPerMetre
  const isUpright = trunk > LEAST_TRUNK_RISE && trunk > LEAST_TRUNK_SLOPE * sideways
  return handsAreLow && isUpright && thighRise(body) > LEAST_LEG_RISE
}

/** Of the hip over the higher knee, body metres in the picture. */
function thighRise(body: Body): number {
  return Math.min(...SIDES.map((side) => body.sideRise(JOINT.hip, JOINT.knee, side)))
}
