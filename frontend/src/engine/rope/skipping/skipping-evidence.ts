import type { Body } from '../../body/body.ts'
import { JOINT, SIDES } from '../../body/landmarks.ts'
import type { Joint } from '../../body/landmarks.ts'
import { RADIANS_PER_DEGREE } from '../../signals/geometry.ts'
import { DecayingMean } from '../motion/decaying-mean.ts'
import type { JointSpeeds } from '../motion/joint-speeds.ts'
import type { JumpMotion } from '../motion/jump-motion.ts'

/** Two or three jumps at the usual rates. */
const MEMORY_MS = 700
const POSTURE_MEMORY_MS = 500
/** A step or two of a walk. */
const PLACE_MEMORY_MS = 1000

/** Hands that turn a rope stay below the shoulders; this much above them is the landmarks' error, body metres. */
const HANDS_ABOVE_SHOULDERS = 0.02
/** Shoulders over hips, hips over knees, body metres in the picture: someone who stands, even seen from above. */
const LEAST_TRUNK_RISE = 0.12
const LEAST_LEG_RISE = 0
/**
 * The trunk is upright within 60 degrees: who steps fast leans forward, and where only the model's depth tells it that
 * looks like up to 60.
 */
const LEAST_TRUNK_SLOPE = 0.58

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

/** Knees give way at each landing: 0.08 and more. A camera that shakes moves trunk and feet as one. */
const LEAST_BENDING = 0.05
/** The body leaves the ground: a walk moves the trunk up and down by 0.1, small jumps by 0.25 metres a second. */
const LEAST_TRUNK_SPEED = 0.15
/**
 * Where both feet leave it so fast, as with tucked legs, the trunk may be slower. Legs made up by the model leave it at
 * 0.06.
 */
const LEAST_TRUNK_SPEED_TUCKED = 0.08
/** Legs that jump together: correlation of their speeds. */
const TOGETHER_ABOVE = 0.2
/** Feet swing apart and together faster than this many times their rise: jumping jacks, lunges, running. */
const MOST_FEET_SWING = 1.5
/** Feet that take turns are thrown forward one by one, which a diagonal view shows as apart and together. */
const MOST_FEET_SWING_IN_TURNS = 2
/** Below this share of the trunk's rise the feet stay on the ground. Small bounces on the toes have 0.3. */
const LEAST_FEET_SHARE = 0.2
/**
 * Arms that turn a rope keep level; those of a walk or a run swing against one another. Limits of that swing as shares
 * of the legs' speed; the narrow one where an arm rises with the leg of the other side, as it does in a run.
 */
const MOST_ARM_SWING = 0.3
const MOST_RUNNING_ARM_SWING = 0.15
const RUNS_BELOW = -0.3
/** What landmarks of still hands make of themselves, metres a second. */
const ARM_SWING_NOISE = 0.2
/**
 * The same forward and back, as far as the view shows it: 0.6 and more in a walk seen from the side, 0.2 over a rope.
 */
const MOST_ARM_FORWARD = 0.4
/**
 * Feet that take turns over a rope are quicker than those of a walk, or the trunk is and they with it: up and down,
 * metres a second. A walk has 0.35 and 0.15; a body that bobs leaves its feet where they are.
 */
const LEAST_STEP_SPEED = 0.4
const LEAST_HOP_SPEED = 0.3
const LEAST_LEGS_TO_TRUNK = 0.5
/** Height of the hip over the higher knee, body metres: less is high knees. */
const LEAST_THIGH_RISE = 0.13
const LEAST_KNEES_SEEN = 0.5

/** Judges whether what is seen can be skipping: posture, place, and what arms and feet do besides. */
export class SkippingEvidence {
  readonly #posture = new DecayingMean(POSTURE_MEMORY_MS)
  /** Beyond the least: a mean begins at nought, which says nothing of either side. */
  readonly #thighRise = new DecayingMean(POSTURE_MEMORY_MS)
  readonly #kneesSeen = new DecayingMean(POSTURE_MEMORY_MS)
  readonly #travel = new DecayingMean(PLACE_MEMORY_MS)
  readonly #approach = new DecayingMean(PLACE_MEMORY_MS)
  readonly #armSwingPower = new DecayingMean(MEMORY_MS)
  readonly #armForwardPower = new DecayingMean(MEMORY_MS)
  readonly #armsWithLegs = new DecayingMean(MEMORY_MS)
  readonly #stridePower = new DecayingMean(MEMORY_MS)
  readonly #feetSwingPower = new DecayingMean(MEMORY_MS)
  #isInPosition = false

  /** The higher thigh is level or nearly so, where a knee is seen: high knees, whatever else agrees. */
  get liftsKnees(): boolean {
    return this.#kneesSeen.value > LEAST_KNEES_SEEN && this.#thighRise.value < 0
  }

  /** Upright with the hands low, and staying in place. */
  get isInPosition(): boolean {
    return this.#isInPosition
  }

  start(): void {
    const means = [this.#posture, this.#thighRise, this.#kneesSeen, this.#travel, this.#approach]
    const swings = [
      this.#armSwingPower,
      this.#armForwardPower,
      this.#armsWithLegs,
      this.#stridePower,
      this.#feetSwingPower,
    ]
    for (const mean of [...means, ...swings]) mean.reset()
    this.#isInPosition = false
  }

  push(body: Body, speeds: JointSpeeds, { strideSpeed }: JumpMotion): void {
    const { elapsedMs } = speeds
    this.#posture.push(isRopePosture(body) ? 1 : 0, elapsedMs)
    this.#thighRise.push(thighRise(body) - LEAST_THIGH_RISE, elapsedMs)
    const kneesSeen = Math.max(...SIDES.map((side) => body.seen(JOINT.knee, side)))
    this.#kneesSeen.push(kneesSeen, elapsedMs)
    const travel = (speeds.steadyAcross(JOINT.hip) + speeds.steadyAcross(JOINT.hip + 1)) / 2
    this.#travel.push(travel, elapsedMs)
    this.#approach.push(speeds.growth, elapsedMs)
    const frontality = body.frontalityDeg() * RADIANS_PER_DEGREE
    const arms = (speeds.steadyUp(JOINT.wrist) - speeds.steadyUp(JOINT.wrist + 1)) / 2
    this.#armSwingPower.push(arms ** 2, elapsedMs)
    const armsForward = (Math.cos(frontality) * across(speeds, JOINT.wrist)) / 2
    this.#armForwardPower.push(armsForward ** 2, elapsedMs)
    this.#armsWithLegs.push(arms * strideSpeed, elapsedMs)
    this.#stridePower.push(strideSpeed ** 2, elapsedMs)
    // Seen from the side, feet that pass one another are steps; apart and together they go across the body.
    const feet = Math.sin(frontality) * across(speeds, JOINT.ankle)
    this.#feetSwingPower.push(feet ** 2, elapsedMs)
    this.#isInPosition = this.#isWithin(this.#isInPosition ? KEPT : FOUND)
  }

  /** Whether the legs and arms move as they do over a rope. */
  allows(motion: JumpMotion): boolean {
    if (!motion.showsLegs) return motion.trunkSpeed > LEAST_TRUNK_SPEED
    const feetSwing = Math.sqrt(this.#feetSwingPower.value) / motion.legSpeed
    const isInTurns = motion.legCorrelation < TOGETHER_ABOVE
    if (feetSwing > (isInTurns ? MOST_FEET_SWING_IN_TURNS : MOST_FEET_SWING)) return false
    if (isInTurns) return this.#allowsSteps(motion)
    const isJump = motion.feetShare > LEAST_FEET_SHARE && motion.bending > LEAST_BENDING
    const isTucked = motion.legSpeed > LEAST_TRUNK_SPEED
    return isJump && motion.trunkSpeed > (isTucked ? LEAST_TRUNK_SPEED_TUCKED : LEAST_TRUNK_SPEED)
  }

  /** Feet that take turns: not in a walk, a run or high knees. */
  #allowsSteps({ legSpeed, trunkSpeed }: JumpMotion): boolean {
    const armSwing = Math.sqrt(this.#armSwingPower.value)
    const stride = Math.sqrt(this.#stridePower.value)
    const runs = this.#armsWithLegs.value < RUNS_BELOW * armSwing * stride
    const share = runs ? MOST_RUNNING_ARM_SWING : MOST_ARM_SWING
    const isCalm =
      armSwing < Math.max(ARM_SWING_NOISE, share * legSpeed) &&
      this.#armForwardPower.value < MOST_ARM_FORWARD ** 2
    const hops = trunkSpeed > LEAST_HOP_SPEED && legSpeed > LEAST_LEGS_TO_TRUNK * trunkSpeed
    const isQuick = hops || legSpeed > LEAST_STEP_SPEED
    return isCalm && isQuick && this.#thighRise.value > 0
  }

  #isWithin({ posture, travel, approach }: Limits): boolean {
    const isInPlace =
      Math.abs(this.#travel.value) < travel && Math.abs(this.#approach.value) < approach
    return isInPlace && this.#posture.value > posture
  }
}

/** How fast a pair of joints moves apart across the picture, metres a second. */
function across(speeds: JointSpeeds, joint: Joint): number {
  return speeds.steadyAcross(joint) - speeds.steadyAcross(joint + 1)
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
