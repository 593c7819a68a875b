import { JOINT } from '../body/landmarks.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile, ProbabilityOf } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import {
  bothKneesCloseDeg,
  bothSeen,
  isSplit,
  JUDGED_AS,
  KNEE_QUALITY,
  kneeClosesDeg,
  legFeatures,
  meanStride,
} from './legs.ts'
import type { LegFeatures } from './legs.ts'
import { ramp, standing } from './postures.ts'

const KNEE_CLOSES_DEG = 25
/** Half of that is a squat that is not deep enough. */
const HALF_KNEE_DEG = 12
/**
 * A camera that looks down shows less of the hips' way, which goes back as well: below the first the knees must close
 * by the second.
 */
const PLAIN_TRAVEL = 0.13
const DEEP_KNEE_DEG = 45
/** Feet side by side, metres; those of a runner are not. */
const MOST_STRIDE = 0.2
/** Share of the travel that the feet may slip: more where both knees are seen to close, which no step does. */
const PLAIN_SLIP_SHARE = 0.45
const MORE_SLIP_SHARE = 0.6
const BOTH_CLOSE_FROM_DEG = 40
const BOTH_CLOSE_DEG = 80
/** The knees of a squat close more than its trunk folds; those of a dead-lift do not. */
const KNEES_OVER_TRUNK = 1.5

export const SQUAT: CyclicProfile<LegFeatures> = {
  exercise: 'squat',
  leastFramesPerSecond: 8,
  isUpright: true,
  signal: (body) => body.rise(JOINT.hip, JOINT.ankle),
  still: JOINT.ankle,
  mostSlipShare: PLAIN_SLIP_SHARE + MORE_SLIP_SHARE,
  restFrom: 0.53,
  restSurely: 0.53,
  restPlateauFrom: 0.6,
  leastTravel: 0.09,
  leastAttempt: 0.06,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: false,
  leastMs: 450,
  mostMs: 9000,
  posture: standing,
  features: legFeatures,
  judgedAs: JUDGED_AS,
  refusal,
  quality: KNEE_QUALITY,
}

function refusal(cycle: Cycle<LegFeatures>, probabilityOf: ProbabilityOf): RefusalReason | null {
  const isParallel = !isSplit(cycle, probabilityOf) && meanStride(cycle) <= MOST_STRIDE
  if (!isParallel || !isPlanted(cycle) || isHinge(cycle)) return 'not-this-exercise'
  const closesDeg = kneeClosesDeg(cycle.rest.features, cycle.turn.features)
  const isDeep = cycle.travel >= PLAIN_TRAVEL || closesDeg >= DEEP_KNEE_DEG
  if (closesDeg >= KNEE_CLOSES_DEG) return isDeep ? null : 'too-shallow'
  // Knees that close towards the camera show little of it; that the hips come down over planted feet shows from
  // everywhere.
  return Math.max(closesDeg, bothKneesCloseDeg(cycle)) >= HALF_KNEE_DEG
    ? 'too-shallow'
    : 'not-this-exercise'
}

/** Feet that stay where they are, or slip while both knees close. */
function isPlanted(cycle: Cycle<LegFeatures>): boolean {
  const bothClose = ramp(bothKneesCloseDeg(cycle), BOTH_CLOSE_FROM_DEG, BOTH_CLOSE_DEG)
  const more = MORE_SLIP_SHARE * bothClose * bothSeen(cycle.turn.features)
  return cycle.slip <= (PLAIN_SLIP_SHARE + more) * cycle.travel
}

/** Bending over: the trunk folds about as far as the knees close. */
function isHinge({ rest, turn }: Cycle<LegFeatures>): boolean {
  const left = {
    deg: rest.features.leftKneeDeg - turn.features.leftKneeDeg,
    weight: turn.features.leftSeen,
  }
  const right = {
    deg: rest.features.rightKneeDeg - turn.features.rightKneeDeg,
    weight: turn.features.rightSeen,
  }
  const kneesDeg =
    (left.deg * left.weight + right.deg * right.weight) / (left.weight + right.weight)
  return kneesDeg < KNEES_OVER_TRUNK * (rest.features.trunkDeg - turn.features.trunkDeg)
}
