import { JOINT } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { KNEE_QUALITY, kneeClosesDeg, legFeatures } from './legs.ts'
import type { LegFeatures } from './legs.ts'
import { upright } from './postures.ts'

/** A lunge has one foot well before the other, or one knee well below the other. */
const LEAST_STRIDE = 0.28
const LEAST_KNEE_DROP = 0.17
const KNEE_CLOSES_DEG = 30

export const LUNGE: CyclicProfile<LegFeatures> = {
  exercise: 'lunge',
  leastFramesPerSecond: 8,
  signal: (body) => body.rise(JOINT.hip, JOINT.ankle),
  // Stepping out moves the feet as much as the hips go down.
  still: null,
  restFrom: 0.5,
  restSurely: 0.5,
  leastTravel: 0.22,
  needsRhythm: false,
  leastMs: 400,
  mostMs: 9000,
  posture: upright,
  features: legFeatures,
  judge,
  quality: KNEE_QUALITY,
}

function judge({ rest, turn }: Cycle<LegFeatures>): RefusalReason | null {
  const isSplit = turn.features.stride >= LEAST_STRIDE || turn.features.kneeDrop >= LEAST_KNEE_DROP
  const isBent = kneeClosesDeg(rest.features, turn.features) >= KNEE_CLOSES_DEG
  return isSplit && isBent ? null : 'not-this-exercise'
}
