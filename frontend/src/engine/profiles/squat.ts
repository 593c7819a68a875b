import { JOINT } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { KNEE_QUALITY, kneeClosesDeg, legFeatures } from './legs.ts'
import type { LegFeatures } from './legs.ts'
import { standing } from './postures.ts'

/** One foot before the other by more than this, or one knee lower, and it is a lunge. */
const MOST_STRIDE = 0.28
const MOST_KNEE_DROP = 0.2
const KNEE_CLOSES_DEG = 25

export const SQUAT: CyclicProfile<LegFeatures> = {
  exercise: 'squat',
  leastFramesPerSecond: 8,
  signal: (body) => body.rise(JOINT.hip, JOINT.ankle),
  still: JOINT.ankle,
  restFrom: 0.5,
  restSurely: 0.5,
  leastTravel: 0.15,
  needsRhythm: false,
  leastMs: 400,
  mostMs: 9000,
  posture: standing,
  features: legFeatures,
  judge,
  quality: KNEE_QUALITY,
}

function judge({ rest, turn }: Cycle<LegFeatures>): RefusalReason | null {
  const isSplit = turn.features.stride > MOST_STRIDE || turn.features.kneeDrop > MOST_KNEE_DROP
  const isBent = kneeClosesDeg(rest.features, turn.features) >= KNEE_CLOSES_DEG
  return isBent && !isSplit ? null : 'not-this-exercise'
}
