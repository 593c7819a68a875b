import { JOINT } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import type { RefusalReason } from '../types.ts'
import { upright } from './postures.ts'

interface JackFeatures extends Readonly<Record<string, number>> {
  /** Feet apart, metres. */
  readonly feet: number
}

const FEET_OPEN_BY = 0.15

export const JUMPING_JACK: CyclicProfile<JackFeatures> = {
  exercise: 'jumping-jack',
  leastFramesPerSecond: 12,
  signal: (body) => body.rise(JOINT.shoulder, JOINT.wrist),
  still: null,
  mostSlipShare: 1,
  restFrom: 0.15,
  restSurely: 0.15,
  restPlateauFrom: 0.4,
  leastTravel: 0.35,
  needsRhythm: true,
  leastMs: 200,
  mostMs: 6000,
  posture: upright,
  features: (body) => ({ feet: body.apartMetres(JOINT.ankle) }),
  judge,
  quality: null,
}

/** Arms up alone is waving: the feet have to open with them. */
function judge({ rest, turn, end }: Cycle<JackFeatures>): RefusalReason | null {
  const closed = Math.min(rest.features.feet, end.features.feet)
  return turn.features.feet - closed >= FEET_OPEN_BY ? null : 'not-this-exercise'
}
