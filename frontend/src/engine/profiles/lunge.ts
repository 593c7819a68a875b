import { JOINT } from '../body/landmarks.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { isSplit, KNEE_QUALITY, kneeClosesDeg, legFeatures } from './legs.ts'
import type { LegFeatures } from './legs.ts'
import { upright } from './postures.ts'

const KNEE_CLOSES_DEG = 10

export const LUNGE: CyclicProfile<LegFeatures> = {
  exercise: 'lunge',
  leastFramesPerSecond: 8,
  signal: (body) => body.rise(JOINT.hip, JOINT.ankle),
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
  judge,
  quality: KNEE_QUALITY,
}

function judge(cycle: Cycle<LegFeatures>): RefusalReason | null {
  const isBent = kneeClosesDeg(cycle.rest.features, cycle.turn.features) >= KNEE_CLOSES_DEG
  return isSplit(cycle) && isBent ? null : 'not-this-exercise'
}
