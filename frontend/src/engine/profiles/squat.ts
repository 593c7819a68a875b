import { JOINT } from '../body/landmarks.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { isSplit, KNEE_QUALITY, kneeClosesDeg, legFeatures, meanStride } from './legs.ts'
import type { LegFeatures } from './legs.ts'
import { standing } from './postures.ts'

const KNEE_CLOSES_DEG = 25
/** A camera that looks down shows less of the hips' way, which goes back as well: below the first the knees must close by the second. */
const PLAIN_TRAVEL = 0.13
const DEEP_KNEE_DEG = 45
/** Feet side by side, metres; those of a runner are not. */
const MOST_STRIDE = 0.2

export const SQUAT: CyclicProfile<LegFeatures> = {
  exercise: 'squat',
  leastFramesPerSecond: 8,
  signal: (body) => body.rise(JOINT.hip, JOINT.ankle),
  still: JOINT.ankle,
  mostSlipShare: 0.45,
  restFrom: 0.53,
  restSurely: 0.53,
  restPlateauFrom: 0.6,
  leastTravel: 0.09,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: false,
  leastMs: 450,
  mostMs: 9000,
  posture: standing,
  features: legFeatures,
  judge,
  quality: KNEE_QUALITY,
}

function judge(cycle: Cycle<LegFeatures>): RefusalReason | null {
  const closesDeg = kneeClosesDeg(cycle.rest.features, cycle.turn.features)
  const isBent = closesDeg >= (cycle.travel >= PLAIN_TRAVEL ? KNEE_CLOSES_DEG : DEEP_KNEE_DEG)
  const isParallel = !isSplit(cycle) && meanStride(cycle) <= MOST_STRIDE
  return isBent && isParallel ? null : 'not-this-exercise'
}
