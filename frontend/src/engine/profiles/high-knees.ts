import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
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
  /** Of the leg whose knee is higher: the knee over its foot in the picture, body metres. */
  readonly shankRise: number
  /** How well its thigh, and its shank, is seen, 0..1. */
  readonly thighSeen: number
  readonly shankSeen: number
  /** How well the other leg's thigh is seen, and its knee in space, degrees. */
  readonly standingSeen: number
  readonly standingKneeDeg: number
}

const LEAST_KNEE_LIFT = 0.12
const LEAST_FOOT_LIFT = 0.12
/** The knee comes up at least to this far below the hip. */
const HIGHEST_TURN = 0.15
/**
 * How far the knee is above the other one, and above its hip, less what its foot is kicked up behind: metres. A
 * jogger's knee stays low, and the shank, which hangs in high knees, is level or higher.
 */
const LEAST_LIFT_IN_ALL = 0.22
const HANGING_SHANK = 0.3
/** What a shank that is not seen may be kicked up: half of what a jogger's is. */
const UNSEEN_KICK = 0.15
/**
 * Who lifts a knee stands on the other leg, which is about straight: 126 degrees and more in high knees. That of a
 * lunge, whose front knee a camera held askew shows as high, is bent to 95 and less.
 */
const STANDS_FROM_DEG = 110
/** A leg seen less than this is in part the model's guess, and weighs less. */
const SURELY_SEEN = 0.6

const HIP: Corner = [JOINT.shoulder, JOINT.hip, JOINT.knee]

export const HIGH_KNEES: CyclicProfile<KneeFeatures> = {
  exercise: 'high-knees',
  leastFramesPerSecond: 15,
  isUpright: true,
  mayBeLookedUpAt: true,
  // How far the higher knee is below its hip: least when it is up, whichever leg it is.
  signal: higherKneeDepth,
  still: null,
  mostSlipShare: 1,
  restFrom: 0.15,
  restSurely: 0.15,
  restPlateauFrom: 0.3,
  leastTravel: 0.09,
  returnShare: USUAL_RETURN_SHARE,
  // Whoever begins with a knee up has lifted it.
  assumedRest: 0.3,
  needsRhythm: true,
  leastMs: 100,
  mostMs: 2500,
  posture: upright,
  features,
  refusal,
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
  return Math.min(...SIDES.map((side) => hipOverKnee(body, side)))
}

function hipOverKnee(body: Body, side: Side): number {
  return body.sideRise(JOINT.hip, JOINT.knee, side)
}

function features(body: Body): KneeFeatures {
  const isLeft = hipOverKnee(body, 0) < hipOverKnee(body, 1)
  const [lifted, standing]: readonly Side[] = isLeft ? [0, 1] : [1, 0]
  return {
    kneeLift: body.unevenMetres(JOINT.knee),
    footLift: body.unevenMetres(JOINT.ankle),
    shankRise: body.sideRise(JOINT.knee, JOINT.ankle, lifted ?? 0),
    thighSeen: thighSeen(body, lifted ?? 0),
    shankSeen: Math.min(body.seen(JOINT.knee, lifted ?? 0), body.seen(JOINT.ankle, lifted ?? 0)),
    standingSeen: thighSeen(body, standing ?? 0),
    standingKneeDeg: body.worldAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, standing ?? 0),
  }
}

function thighSeen(body: Body, side: Side): number {
  return Math.min(body.seen(JOINT.hip, side), body.seen(JOINT.knee, side))
}

function liftedHipDeg(body: Body): number {
  return Math.min(...SIDES.map((side) => forwardAngleDeg(body, HIP, side)))
}

/**
 * What is not seen weighs nothing: the lifted thigh has to speak for it; the shanks, and the other leg, may be hidden.
 */
function refusal({ rest, turn }: Cycle<KneeFeatures>): RefusalReason | null {
  if (turn.signal > HIGHEST_TURN) return 'too-shallow'
  const { footLift, shankRise, standingKneeDeg } = turn.features
  const both = surely(turn.features.standingSeen)
  const kneeLift = both * turn.features.kneeLift + (1 - both) * (rest.signal - turn.signal)
  const shank = asWellSeen(turn.features.shankSeen, turn.features.thighSeen)
  const kickedUp = shank * Math.max(0, HANGING_SHANK - shankRise) + (1 - shank) * UNSEEN_KICK
  const isHigh =
    surely(turn.features.thighSeen) * (kneeLift - turn.signal - kickedUp) >= LEAST_LIFT_IN_ALL
  const isOneLeg = kneeLift >= LEAST_KNEE_LIFT && footLift >= LEAST_FOOT_LIFT
  const isStanding = both * (STANDS_FROM_DEG - standingKneeDeg) <= 0
  return isHigh && isOneLeg && isStanding ? null : 'not-this-exercise'
}

/** How far a shank is to be believed: as well as its thigh, which weighs what both say. */
function asWellSeen(shankSeen: number, thighSeen: number): number {
  return Math.min(1, shankSeen / Math.min(thighSeen, SURELY_SEEN))
}

function surely(seen: number): number {
  return Math.min(1, seen / SURELY_SEEN)
}
