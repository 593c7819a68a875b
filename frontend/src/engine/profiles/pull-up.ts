import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { ramp } from './postures.ts'

interface HangFeatures extends Readonly<Record<string, number>> {
  /** Straighter elbow in space, degrees. */
  readonly elbowDeg: number
}

const ELBOW_CLOSES_DEG = 25

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
  needsRhythm: false,
  leastMs: 350,
  mostMs: 12_000,
  posture,
  features: (body) => ({
    elbowDeg: Math.max(
      ...SIDES.map((side) => body.worldAngleDeg(JOINT.shoulder, JOINT.elbow, JOINT.wrist, side)),
    ),
  }),
  judge,
  quality: null,
}

/** Hanging: both hands above the shoulders, trunk upright below them. */
function posture(body: Body): number {
  const trunk = ramp(body.leanDeg(JOINT.shoulder, JOINT.hip), 35, 50)
  const lowerHand = Math.min(
    ...SIDES.map((side) => body.sideRise(JOINT.wrist, JOINT.shoulder, side)),
  )
  return Math.min(trunk, ramp(lowerHand, -0.08, 0))
}

function judge({ rest, turn }: Cycle<HangFeatures>): RefusalReason | null {
  const closesDeg = rest.features.elbowDeg - turn.features.elbowDeg
  return closesDeg >= ELBOW_CLOSES_DEG ? null : 'not-this-exercise'
}
