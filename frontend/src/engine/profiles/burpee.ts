import type { Body } from '../body/body.ts'
import { JOINT } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { legsSeen } from './postures.ts'

interface BurpeeFeatures extends Readonly<Record<string, number>> {
  /** Lean of the trunk in space, 0 lying, 90 upright. */
  readonly trunkDeg: number
  /** Shoulders to ankles in space, metres: long in a plank, short in a crouch. */
  readonly length: number
  /** Shoulders over the hands, body metres. */
  readonly overHands: number
}

/**
 * On the feet before and after, still bent as it is counted; in between the trunk lies and the legs are stretched
 * behind it.
 */
const RISEN_DEG = 10
const LYING_DEG = 30
const LEAST_LENGTH = 1
/** A trunk that hangs head down from the hips is one that bends to walk on the hands. */
const HANGING_DEG = -15
/** The hands carry: whoever lies on the back or the side has them no lower than this much above the shoulders. */
const HANDS_ABOVE = 0.1

/** Experimental: three recordings, of three people, are all that it was tried on. */
export const BURPEE: CyclicProfile<BurpeeFeatures> = {
  exercise: 'burpee',
  leastFramesPerSecond: 8,
  signal: (body) => body.rise(JOINT.shoulder, JOINT.ankle),
  still: null,
  mostSlipShare: 1,
  restFrom: 0.85,
  restSurely: 0.85,
  restPlateauFrom: 1,
  leastTravel: 0.75,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  // Whoever lies down and gets up again has done the like of one.
  needsRhythm: true,
  leastMs: 1000,
  mostMs: 10_000,
  // Every position between standing and lying belongs to it; what it went through is asked at the end.
  posture: legsSeen,
  features,
  refusal,
  quality: null,
}

function features(body: Body): BurpeeFeatures {
  return {
    trunkDeg: body.leanDeg(JOINT.shoulder, JOINT.hip),
    length: body.reachMetres(JOINT.shoulder, JOINT.ankle),
    overHands: body.rise(JOINT.shoulder, JOINT.wrist),
  }
}

function refusal({ rest, turn, end }: Cycle<BurpeeFeatures>): RefusalReason | null {
  const isOnFeet = Math.min(rest.features.trunkDeg, end.features.trunkDeg) >= RISEN_DEG
  const { trunkDeg, length, overHands } = turn.features
  const lies = trunkDeg <= LYING_DEG && trunkDeg >= HANGING_DEG
  const isPlank = lies && length >= LEAST_LENGTH && overHands >= -HANDS_ABOVE
  return isOnFeet && isPlank ? null : 'not-this-exercise'
}
