import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { HURRIED_MS, USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { cornerSeen, forwardAngleDeg } from '../quality/joint-angle.ts'
import type { Corner } from '../quality/joint-angle.ts'
import type { RefusalReason } from '../types.ts'
import { legsSeen, ramp } from './postures.ts'

interface TrunkFeatures extends Readonly<Record<string, number>> {
  /** Lean of the trunk in space, 0 lying, 90 upright. */
  readonly trunkDeg: number
  /** Shoulder-hip-knee in the picture, more open side. */
  readonly hipDeg: number
  /** How far the trunk's front looks up: 90 flat on the back, -90 face down. */
  readonly faceUpDeg: number
}

/** Lying on the back at rest, even as a camera from above shows it, and raised by this much. */
const LYING_DEG = 48
const RAISED_BY_DEG = 9
const HIP_CLOSES_DEG = 15
/** From lying to sitting, and back again, is a sit-up and nothing else; half the way to upright is surely that. */
const SITS_UP_BY_DEG = 45

const HIP: Corner = [JOINT.shoulder, JOINT.hip, JOINT.knee]

export const SIT_UP: CyclicProfile<TrunkFeatures> = {
  exercise: 'sit-up',
  leastFramesPerSecond: 8,
  signal: (body) => -body.rise(JOINT.shoulder, JOINT.hip),
  still: JOINT.hip,
  mostSlipShare: 0.6,
  restFrom: -0.4,
  restSurely: -0.4,
  restPlateauFrom: Number.POSITIVE_INFINITY,
  leastTravel: 0.055,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  // Lying down, rising on the arms and a stretch come singly.
  needsRhythm: true,
  countsAlone: sitsUp,
  leastMs: 350,
  mostMs: 10_000,
  posture,
  features: (body) => ({
    trunkDeg: body.leanDeg(JOINT.shoulder, JOINT.hip),
    hipDeg: Math.max(
      ...SIDES.map((side) => body.pictureAngleDeg(JOINT.shoulder, JOINT.hip, JOINT.knee, side)),
    ),
    faceUpDeg: body.faceUpDeg(),
  }),
  refusal,
  quality: {
    // Between trunk and thighs: no camera's height changes it.
    angleDeg: (body, side) => forwardAngleDeg(body, HIP, side),
    sideWeight: (body, side) => cornerSeen(body, HIP, side),
    anglesUpToFrontalityDeg: 70,
    // Lying back it is 80 to 130, as the knees are drawn up: no limit there.
    standards: {
      relaxed: { bottomAtMost: 85, topAtLeast: 0, lineWithin: null },
      standard: { bottomAtMost: 60, topAtLeast: 0, lineWithin: null },
      strict: { bottomAtMost: 45, topAtLeast: 0, lineWithin: null },
    },
    deepSignalShare: null,
    bodyLineDeg: null,
    variant: null,
    cues: { shallow: 'go-higher', noLockOut: null, uneven: null },
    tooFastMs: HURRIED_MS,
    ownCue: null,
  },
}

/**
 * Sitting or lying on the ground: thighs and trunk near level, hands not hanging. A camera that looks down or up along
 * the body by 35 degrees leans all of it by as much; which side faces up tells it from a push-up, whatever the camera's
 * lean.
 */
function posture(body: Body): number {
  const thighs = ramp(body.leanDeg(JOINT.hip, JOINT.knee), 55, 35)
  const trunk = ramp(body.leanDeg(JOINT.shoulder, JOINT.hip), -55, -35)
  const hands = ramp(body.rise(JOINT.shoulder, JOINT.wrist), 0.35, 0.2)
  return Math.min(thighs, trunk, hands, legsSeen(body))
}

/** Trunk and thighs close, which those of a cobra do not. */
function sitsUp({ rest, turn, end }: Cycle<TrunkFeatures>): boolean {
  const raisedDeg = turn.features.trunkDeg - rest.features.trunkDeg
  const closedDeg = rest.features.hipDeg - turn.features.hipDeg
  const liesAgain = end.features.trunkDeg <= LYING_DEG
  return liesAgain && Math.min(raisedDeg, closedDeg) >= SITS_UP_BY_DEG
}

function refusal({ rest, turn }: Cycle<TrunkFeatures>): RefusalReason | null {
  const isOnBack = rest.features.trunkDeg <= LYING_DEG && rest.features.faceUpDeg >= 0
  if (!isOnBack) return 'not-this-exercise'
  const raisedDeg = turn.features.trunkDeg - rest.features.trunkDeg
  const closedDeg = rest.features.hipDeg - turn.features.hipDeg
  const isRaised = raisedDeg >= RAISED_BY_DEG || closedDeg >= HIP_CLOSES_DEG
  return isRaised ? null : 'too-shallow'
}
