import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import { HURRIED_MS, USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { cornerSeen, forwardAngleDeg } from '../quality/joint-angle.ts'
import type { Corner } from '../quality/joint-angle.ts'
import { clamp } from '../signals/geometry.ts'
import type { FormCue, RefusalReason, RepVariant } from '../types.ts'
import { trunkSeen } from './postures.ts'

/** What the arms show at one moment. */
interface ArmFeatures extends Readonly<Record<string, number>> {
  /** Shoulder to wrist in the picture, body metres, longer arm. */
  readonly reach: number
  readonly pictureElbowDeg: number
  readonly worldElbowDeg: number
  /** Each shoulder over its hand, body metres, and how well the arm is seen, 0..1. */
  readonly leftRise: number
  readonly rightRise: number
  readonly leftSeen: number
  readonly rightSeen: number
}

/** Trunk and thighs lie: full evidence up to the first lean, none above the second. */
const PRONE_DEG = 42
const UPRIGHT_DEG = 62
/** Bent arms shorten: share of the drop that reach must lose, or else the elbow must close by this much. */
const REACH_SHARE = 0.3
const ELBOW_CLOSES_DEG = 30
/** Of a repetition whose top or bottom fell into a gap of the camera; half of a usual one. */
const LEAST_UNSEEN_TRAVEL = 0.2
/**
 * Share of the drop that a shoulder whose arm is seen goes down itself: it does not where the other hand leaves the
 * floor.
 */
const EACH_DROPS_SHARE = 0.4
const SURELY_SEEN = 0.4
const ELBOW: Corner = [JOINT.shoulder, JOINT.elbow, JOINT.wrist]
/** Beyond the first only the body's line, beyond the second no angle of the arms can be read. */
const SIDE_VIEW_DEG = 20
const DIAGONAL_VIEW_DEG = 60
/** Hands higher or lower than the feet by this much stand on something. */
const STEP_METRES = 0.18
const KNEES_BENT_DEG = 125
const FLARE_DEG = 75

export const PUSH_UP: CyclicProfile<ArmFeatures> = {
  exercise: 'push-up',
  leastFramesPerSecond: 8,
  signal: shouldersOverHands,
  still: JOINT.wrist,
  mostSlipShare: 0.6,
  restFrom: 0.26,
  restSurely: 0.3,
  restPlateauFrom: 0.42,
  leastTravel: 0.12,
  leastAttempt: 0.06,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: false,
  leastMs: 200,
  mostMs: 12_000,
  posture,
  features,
  refusal,
  quality: {
    angleDeg: (body, side) => forwardAngleDeg(body, ELBOW, side),
    sideWeight: armWeight,
    anglesUpToFrontalityDeg: DIAGONAL_VIEW_DEG,
    standards: {
      relaxed: { bottomAtMost: 110, topAtLeast: 140, lineWithin: null },
      standard: { bottomAtMost: 95, topAtLeast: 155, lineWithin: null },
      strict: { bottomAtMost: 90, topAtLeast: 160, lineWithin: 15 },
    },
    // With the forearm upright and the elbow at a right angle the shoulder stands a forearm, half an arm, high.
    deepSignalShare: 0.55,
    bodyLineDeg,
    variant,
    cues: { shallow: 'go-lower', noLockOut: 'lock-out', uneven: 'uneven' },
    tooFastMs: HURRIED_MS,
    ownCue: elbowsFlare,
  },
}

function shouldersOverHands(body: Body): number {
  const [left, right] = [0.1 + armWeight(body, 0), 0.1 + armWeight(body, 1)]
  const sum =
    left * body.sideRise(JOINT.shoulder, JOINT.wrist, 0) +
    right * body.sideRise(JOINT.shoulder, JOINT.wrist, 1)
  return sum / (left + right)
}

function armWeight(body: Body, side: Side): number {
  return cornerSeen(body, ELBOW, side)
}

/** Lying on carrying hands: trunk and thighs near level, shoulders above the hands. */
function posture(body: Body): number {
  const trunk = Math.abs(body.leanDeg(JOINT.shoulder, JOINT.hip))
  const line = Math.abs(body.leanDeg(JOINT.shoulder, JOINT.knee))
  const prone = clamp((UPRIGHT_DEG - Math.max(trunk, line)) / (UPRIGHT_DEG - PRONE_DEG), 0, 1)
  return shouldersOverHands(body) > 0 ? Math.min(prone, trunkSeen(body)) : 0
}

function features(body: Body): ArmFeatures {
  const side = betterSide(body)
  return {
    leftRise: body.sideRise(JOINT.shoulder, JOINT.wrist, 0),
    rightRise: body.sideRise(JOINT.shoulder, JOINT.wrist, 1),
    leftSeen: armWeight(body, 0),
    rightSeen: armWeight(body, 1),
    reach: Math.max(...SIDES.map((s) => body.span(JOINT.shoulder + s, JOINT.wrist + s))),
    pictureElbowDeg: body.pictureAngleDeg(JOINT.shoulder, JOINT.elbow, JOINT.wrist, side),
    worldElbowDeg: body.worldAngleDeg(JOINT.shoulder, JOINT.elbow, JOINT.wrist, side),
  }
}

function betterSide(body: Body): Side {
  return armWeight(body, 0) >= armWeight(body, 1) ? 0 : 1
}

/** Arms that bend on the way down, or stretch on the way up: a lost frame may hide either. */
function refusal({ rest, turn, end, travel }: Cycle<ArmFeatures>): RefusalReason | null {
  const isBent = [rest, end].some((stretched) => bends(stretched.features, turn.features, travel))
  // Where nobody saw the arms the shoulders' way down and up has to do, and to be a long one.
  const isUnseen = rest.isBridged || turn.isBridged
  const hasMoved = isBent || (isUnseen && travel >= LEAST_UNSEEN_TRAVEL)
  // The shoulders of a moment within a gap are those from before it: of arms that were seen to bend they need but go
  // alike.
  const way = isUnseen && isBent ? seenWay(rest.features, turn.features) : travel
  return hasMoved && onBothHands(rest.features, turn.features, way) ? null : 'not-this-exercise'
}

/** How far the shoulder that went farther did. */
function seenWay(rest: ArmFeatures, turn: ArmFeatures): number {
  return Math.max(rest.leftRise - turn.leftRise, rest.rightRise - turn.rightRise)
}

/** A plank with one hand off the floor looks like half a push-up: the other shoulder stays where it is. */
function onBothHands(rest: ArmFeatures, turn: ArmFeatures, travel: number): boolean {
  const least = EACH_DROPS_SHARE * travel
  const isSeen = (before: number, now: number): boolean => Math.min(before, now) >= SURELY_SEEN
  const left = isSeen(rest.leftSeen, turn.leftSeen) ? rest.leftRise - turn.leftRise : travel
  const right = isSeen(rest.rightSeen, turn.rightSeen) ? rest.rightRise - turn.rightRise : travel
  return Math.min(left, right) >= least
}

function bends(stretched: ArmFeatures, bent: ArmFeatures, travel: number): boolean {
  const elbowClosesDeg = Math.max(
    stretched.pictureElbowDeg - bent.pictureElbowDeg,
    stretched.worldElbowDeg - bent.worldElbowDeg,
  )
  return stretched.reach - bent.reach >= REACH_SHARE * travel || elbowClosesDeg >= ELBOW_CLOSES_DEG
}

/** Signed shoulder-hip-ankle angle, below 180 where the hips sag; on the knees the knee takes the ankle's place. */
function bodyLineDeg(body: Body): number | null {
  if (body.frontalityDeg() > SIDE_VIEW_DEG) return null
  const side = body.seen(JOINT.hip, 0) >= body.seen(JOINT.hip, 1) ? 0 : 1
  const far = kneeDeg(body, side) < KNEES_BENT_DEG ? JOINT.knee : JOINT.ankle
  const isSeen = Math.min(body.seen(JOINT.hip, side), body.seen(far, side)) >= 0.5
  if (!isSeen) return null
  const openDeg = 180 - body.pictureAngleDeg(JOINT.shoulder, JOINT.hip, far, side)
  return body.liesBelowLine(JOINT.hip, JOINT.shoulder, far, side) ? 180 - openDeg : 180 + openDeg
}

function kneeDeg(body: Body, side: Side): number {
  return body.pictureAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, side)
}

function variant(body: Body): RepVariant | null {
  if (body.frontalityDeg() > DIAGONAL_VIEW_DEG) return null
  const side = body.seen(JOINT.knee, 0) >= body.seen(JOINT.knee, 1) ? 0 : 1
  if (Math.min(body.seen(JOINT.knee, side), body.seen(JOINT.ankle, side)) < 0.5) return null
  if (kneeDeg(body, side) < KNEES_BENT_DEG) return 'knee'
  const step = body.rise(JOINT.wrist, JOINT.ankle)
  if (step > STEP_METRES) return 'incline'
  return step < -STEP_METRES ? 'decline' : null
}

/** Upper arms straight out from the trunk, as only a front view shows. */
function elbowsFlare(body: Body): FormCue | null {
  if (body.frontalityDeg() < DIAGONAL_VIEW_DEG) return null
  const widest = Math.min(
    ...SIDES.map((side) => body.worldAngleDeg(JOINT.hip, JOINT.shoulder, JOINT.elbow, side)),
  )
  return widest > FLARE_DEG ? 'elbows-flare' : null
}
