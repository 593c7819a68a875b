import { JOINT } from '../body/landmarks.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile, ProbabilityOf } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import {
  isSplit,
  JUDGED_AS,
  KNEE_QUALITY,
  kneeClosesDeg,
  legFeatures,
  showsKneesOnly,
} from './legs.ts'
import type { LegFeatures } from './legs.ts'
import { upright } from './postures.ts'

const KNEE_CLOSES_DEG = 10
/** Both feet of a lunge stay on the ground, metres; one of a runner's is in the air. */
const MOST_FOOT_LIFT = 0.14
/** Share of the travel that the hips go down in the picture where no foot is seen. */
const HIPS_SHARE = 0.5

export const LUNGE: CyclicProfile<LegFeatures> = {
  exercise: 'lunge',
  leastFramesPerSecond: 8,
  isUpright: true,
  mayBeLookedUpAt: true,
  signal: (body) =>
    (body.rise(JOINT.hip, JOINT.ankle) + body.worldRise(JOINT.hip, JOINT.ankle)) / 2,
  // Stepping out moves the feet as much as the hips go down.
  still: null,
  mostSlipShare: 1,
  restFrom: 0.45,
  restSurely: 0.5,
  restPlateauFrom: 0.6,
  leastTravel: 0.22,
  returnShare: USUAL_RETURN_SHARE,
  assumedRest: null,
  needsRhythm: false,
  leastMs: 400,
  mostMs: 9000,
  posture: upright,
  features: legFeatures,
  judgedAs: JUDGED_AS,
  refusal,
  quality: KNEE_QUALITY,
}

function refusal(cycle: Cycle<LegFeatures>, probabilityOf: ProbabilityOf): RefusalReason | null {
  const isBent = kneeClosesDeg(cycle.rest.features, cycle.turn.features) >= KNEE_CLOSES_DEG
  return isSplit(cycle, probabilityOf) && isBent && isGrounded(cycle) ? null : 'not-this-exercise'
}

/**
 * From a camera that looks down the foot behind is higher in the picture all the time. Feet that are not seen say
 * nothing: the hips themselves must go down, which those of a runner do not.
 */
function isGrounded(cycle: Cycle<LegFeatures>): boolean {
  const { rest, turn, travel } = cycle
  if (showsKneesOnly(cycle))
    return turn.features.hipsDown - rest.features.hipsDown >= HIPS_SHARE * travel
  return turn.features.footLift - rest.features.footLift <= MOST_FOOT_LIFT
}
