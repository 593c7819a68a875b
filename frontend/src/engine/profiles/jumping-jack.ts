import { JOINT } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { cornerSeen, forwardAngleDeg } from '../quality/joint-angle.ts'
import type { Corner } from '../quality/joint-angle.ts'
import type { RefusalReason } from '../types.ts'
import { upright } from './postures.ts'

interface JackFeatures extends Readonly<Record<string, number>> {
  /** Feet apart, metres. */
  readonly feet: number
}

const FEET_OPEN_BY = 0.15

const ARM: Corner = [JOINT.hip, JOINT.shoulder, JOINT.wrist]

export const JUMPING_JACK: CyclicProfile<JackFeatures> = {
  exercise: 'jumping-jack',
  leastFramesPerSecond: 12,
  isUpright: true,
  mayBeLookedUpAt: true,
  signal: (body) => body.rise(JOINT.shoulder, JOINT.wrist),
  still: null,
  mostSlipShare: 1,
  restFrom: 0.15,
  restSurely: 0.15,
  restPlateauFrom: 0.4,
  leastTravel: 0.35,
  // A jack ends with the feet together; who stands with arms and feet apart when the clip begins has jumped.
  returnShare: 0.9,
  assumedRest: 0.45,
  needsRhythm: true,
  leastMs: 200,
  mostMs: 6000,
  posture: upright,
  features: (body) => ({ feet: body.apartMetres(JOINT.ankle) }),
  refusal,
  quality: {
    // 0 with the arms straight up, about 155 with the hands down.
    angleDeg: (body, side) => 180 - forwardAngleDeg(body, ARM, side),
    sideWeight: (body, side) => cornerSeen(body, ARM, side),
    anglesUpToFrontalityDeg: 90,
    // That the hands come down is asked for by the count itself.
    standards: {
      relaxed: { bottomAtMost: 70, topAtLeast: 0, lineWithin: null },
      standard: { bottomAtMost: 45, topAtLeast: 0, lineWithin: null },
      strict: { bottomAtMost: 30, topAtLeast: 0, lineWithin: null },
    },
    deepSignalShare: null,
    bodyLineDeg: null,
    variant: null,
    cues: { shallow: 'go-higher', noLockOut: null, uneven: null },
    tooFastMs: 0,
    ownCue: null,
  },
}

/** Arms up alone is waving: the feet have to open with them. */
function refusal({ rest, turn, end }: Cycle<JackFeatures>): RefusalReason | null {
  const closed = Math.min(rest.features.feet, end.features.feet)
  return turn.features.feet - closed >= FEET_OPEN_BY ? null : 'not-this-exercise'
}
