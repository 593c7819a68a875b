import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import { HURRIED_MS, USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { cornerSeen } from '../quality/joint-angle.ts'
import type { Corner } from '../quality/joint-angle.ts'
import type { RefusalReason } from '../types.ts'
import { ramp, shouldersSeen } from './postures.ts'

interface HangFeatures extends Readonly<Record<string, number>> {
  /** Straighter elbow in space, degrees. */
  readonly elbowDeg: number
}

const ELBOW_CLOSES_DEG = 25
/** Hands over the shoulders, metres: no evidence of hanging up to the first, full evidence from the second on. */
const LOWEST_HANDS = -0.25
const LOW_HANDS = -0.12

const ELBOW: Corner = [JOINT.shoulder, JOINT.elbow, JOINT.wrist]

export const PULL_UP: CyclicProfile<HangFeatures> = {
  exercise: 'pull-up',
  leastFramesPerSecond: 8,
  signal: (body) => body.rise(JOINT.wrist, JOINT.shoulder),
  still: JOINT.wrist,
  mostSlipShare: 0.6,
  restFrom: 0.3,
  restSurely: 0.36,
  restPlateauFrom: 0.45,
  leastTravel: 0.14,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: false,
  leastMs: 350,
  mostMs: 12_000,
  posture,
  features: (body) => ({ elbowDeg: Math.max(...SIDES.map((side) => elbowDeg(body, side))) }),
  refusal,
  quality: {
    angleDeg: elbowDeg,
    sideWeight: (body, side) => cornerSeen(body, ELBOW, side),
    anglesUpToFrontalityDeg: 90,
    standards: {
      relaxed: { bottomAtMost: 100, topAtLeast: 140, lineWithin: null },
      standard: { bottomAtMost: 80, topAtLeast: 155, lineWithin: null },
      strict: { bottomAtMost: 65, topAtLeast: 160, lineWithin: null },
    },
    deepSignalShare: null,
    bodyLineDeg: null,
    variant: null,
    cues: { shallow: 'go-higher', noLockOut: 'lock-out', uneven: 'uneven' },
    tooFastMs: HURRIED_MS,
    ownCue: null,
  },
}

/** Hanging: both hands above the shoulders, or a little below them as the chest comes to the bar, trunk upright. */
function posture(body: Body): number {
  const trunk = ramp(body.leanDeg(JOINT.shoulder, JOINT.hip), 35, 50)
  const lowerHand = Math.min(
    ...SIDES.map((side) => body.sideRise(JOINT.wrist, JOINT.shoulder, side)),
  )
  return Math.min(trunk, ramp(lowerHand, LOWEST_HANDS, LOW_HANDS), shouldersSeen(body))
}

/** In space: arms that pull are bent across the view as much as in it. */
function elbowDeg(body: Body, side: Side): number {
  return body.worldAngleDeg(...ELBOW, side)
}

function refusal({ rest, turn }: Cycle<HangFeatures>): RefusalReason | null {
  const closesDeg = rest.features.elbowDeg - turn.features.elbowDeg
  return closesDeg >= ELBOW_CLOSES_DEG ? null : 'not-this-exercise'
}
