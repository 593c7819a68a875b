import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { cornerSeen, forwardAngleDeg } from '../quality/joint-angle.ts'
import type { Corner } from '../quality/joint-angle.ts'
import type { RefusalReason } from '../types.ts'
import { upright } from './postures.ts'

interface KneeFeatures extends Readonly<Record<string, number>> {
  /** One knee, and its foot, above the other, metres. */
  readonly kneeLift: number
  readonly footLift: number
  /** How well the leg seen worse is seen, 0..1. */
  readonly seen: number
}

const LEAST_KNEE_LIFT = 0.12
const LEAST_FOOT_LIFT = 0.12
/** The knee comes up at least to this far below the hip. */
const HIGHEST_TURN = 0.12
/**
 * How far the knee is above the other one, and above its hip, less what the foot is lifted beyond the knee: metres. A
 * jogger's knee stays low, and the heel kicks up behind.
 */
const LEAST_LIFT_IN_ALL = 0.28
/** Legs seen less than this are in part the model's guess, and weigh less. */
const SURELY_SEEN = 0.8

const HIP: Corner = [JOINT.shoulder, JOINT.hip, JOINT.knee]
const LEG: Corner = [JOINT.hip, JOINT.knee, JOINT.ankle]

export const HIGH_KNEES: CyclicProfile<KneeFeatures> = {
  exercise: 'high-knees',
  leastFramesPerSecond: 15,
  // How far the higher knee is below its hip: least when it is up, whichever leg it is.
  signal: higherKneeDepth,
  still: null,
  mostSlipShare: 1,
  restFrom: 0.15,
  restSurely: 0.15,
  restPlateauFrom: 0.3,
  leastTravel: 0.09,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: true,
  leastMs: 100,
  mostMs: 2500,
  posture: upright,
  features: (body) => ({
    kneeLift: body.unevenMetres(JOINT.knee),
    footLift: body.unevenMetres(JOINT.ankle),
    seen: Math.min(...SIDES.map((side) => cornerSeen(body, LEG, side))),
  }),
  judge,
  quality: {
    // Of the lifted leg, whichever it is; the other one stands.
    angleDeg: liftedHipDeg,
    sideWeight: (body, side) => cornerSeen(body, HIP, side),
    anglesUpToFrontalityDeg: 60,
    standards: {
      relaxed: { bottomAtMost: 125, topAtLeast: 0, lineWithin: null },
      standard: { bottomAtMost: 105, topAtLeast: 0, lineWithin: null },
      strict: { bottomAtMost: 95, topAtLeast: 0, lineWithin: null },
    },
    // The thigh is level when its knee is as high as the hip.
    deepSignalShare: 0.25,
    bodyLineDeg: null,
    variant: null,
    cues: { shallow: 'go-higher', noLockOut: null, uneven: null },
    tooFastMs: 0,
    ownCue: null,
  },
}

function higherKneeDepth(body: Body): number {
  return Math.min(...SIDES.map((side) => body.sideRise(JOINT.hip, JOINT.knee, side)))
}

function liftedHipDeg(body: Body): number {
  return Math.min(...SIDES.map((side) => forwardAngleDeg(body, HIP, side)))
}

function judge({ turn }: Cycle<KneeFeatures>): RefusalReason | null {
  if (turn.signal > HIGHEST_TURN) return 'too-shallow'
  const weight = Math.min(1, turn.features.seen / SURELY_SEEN)
  const { kneeLift, footLift } = turn.features
  const kickedUp = Math.max(0, footLift - kneeLift)
  const isHigh = weight * (kneeLift - turn.signal - kickedUp) >= LEAST_LIFT_IN_ALL
  const isOneLeg =
    isHigh && turn.features.kneeLift >= LEAST_KNEE_LIFT && turn.features.footLift >= LEAST_FOOT_LIFT
  return isOneLeg ? null : 'not-this-exercise'
}
