import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Joint, Side } from '../body/landmarks.ts'
import { HURRIED_MS } from '../cyclic/profile.ts'
import type { Cycle, QualityProfile, ProbabilityOf } from '../cyclic/profile.ts'
import type { Judged } from '../judge/judge.ts'
import { cornerSeen } from '../quality/joint-angle.ts'
import { clamp } from '../signals/geometry.ts'

/** What squats and lunges are told apart by. */
export interface LegFeatures extends Readonly<Record<string, number>> {
  /** Feet apart in the walking direction, metres. */
  readonly stride: number
  /** One knee lower than the other, metres. */
  readonly kneeDrop: number
  /** The same of the knees, and one foot above the other, metres. */
  readonly kneeStride: number
  readonly footLift: number
  /** How far the hips are below the picture's top edge, metres. */
  readonly hipsDown: number
  /** More bent knee in the picture and in space, degrees. */
  readonly pictureKneeDeg: number
  readonly worldKneeDeg: number
  /** Each knee, off axis as in space, and how well its leg is seen, 0..1. */
  readonly leftKneeDeg: number
  readonly rightKneeDeg: number
  readonly leftSeen: number
  readonly rightSeen: number
  /** How well the foot, and the knee, seen worse is seen, 0..1. */
  readonly feetSeen: number
  readonly kneesSeen: number
  /** Lean of the trunk, 90 upright. */
  readonly trunkDeg: number
}

const SIDE_VIEW_DEG = 20
const DIAGONAL_VIEW_DEG = 50
/** Stride plus twice the knees' difference: true squats stay below 0.3, true lunges above 0.45. */
const SPLIT = 0.38
/** A leg seen less than this is in part the model's guess: what it says of both legs weighs less. */
const SURELY_SEEN = 0.6
/** Of a lunge whose legs are half seen, where the judge takes it for one: somewhat more than the least of true ones. */
const LUNGE_SPLIT = 0.6
/** What judges that had not seen the person gave true squats and lunges at the least, over the whole repetition. */
const TOLD_SURELY = 0.3
/** A foot seen less than this is beyond the edge of the picture, or behind something. */
const HARDLY_SEEN = 0.25

/**
 * Whether it is one of these is the judge's to say, which of them is measured where the legs are seen: judges that had
 * not seen the person took lunges from the side for squats, with up to 0.99.
 */
export const JUDGED_AS: readonly Judged[] = ['squat', 'jump-squat', 'lunge']

export function legFeatures(body: Body): LegFeatures {
  return {
    stride: body.strideMetres(JOINT.ankle),
    kneeDrop: body.dropMetres(JOINT.knee),
    kneeStride: body.strideMetres(JOINT.knee),
    footLift: footLift(body),
    hipsDown: body.midPixelY(JOINT.hip) / body.pixelsPerMetre,
    leftKneeDeg: kneeDeg(body, 0),
    rightKneeDeg: kneeDeg(body, 1),
    leftSeen: legWeight(body, 0),
    rightSeen: legWeight(body, 1),
    feetSeen: worseSeen(body, JOINT.ankle),
    kneesSeen: worseSeen(body, JOINT.knee),
    trunkDeg: body.leanDeg(JOINT.shoulder, JOINT.hip),
    pictureKneeDeg: Math.min(...SIDES.map((side) => pictureKneeDeg(body, side))),
    worldKneeDeg: Math.min(...SIDES.map((side) => worldKneeDeg(body, side))),
  }
}

/** How much a knee closed from rest to turning point: mean of picture and space, each blind from some view. */
export function kneeClosesDeg(rest: LegFeatures, turn: LegFeatures): number {
  const inPicture = rest.pictureKneeDeg - turn.pictureKneeDeg
  const inSpace = rest.worldKneeDeg - turn.worldKneeDeg
  return (inPicture + inSpace) / 2
}

/**
 * Whether one foot is before the other and one knee below it, as in a lunge; how wide they stand is no matter. Takes
 * two legs to see: where one is a guess, so is what they differ by, and the judge is heard, who knows the whole body.
 * Where the picture ends above the feet the knees speak alone.
 */
export function isSplit(cycle: Cycle<LegFeatures>, probabilityOf: ProbabilityOf): boolean {
  const { turn } = cycle
  const stride = Math.max(turn.features.stride, meanStride(cycle))
  const seen = bothSeen(turn.features)
  const unseen = (1 - seen) * LUNGE_SPLIT * lungeShare(probabilityOf)
  if (seen * (stride + 2 * turn.features.kneeDrop) + unseen >= SPLIT) return true
  return showsKneesOnly(cycle) && turn.features.kneeStride + 2 * turn.features.kneeDrop >= SPLIT
}

/**
 * How much more probable the judge holds a lunge than a squat, 0..1; nothing where it is silent, and little where it
 * believes in neither.
 */
function lungeShare(probabilityOf: ProbabilityOf): number {
  const [lunge, squat] = [probabilityOf('lunge') ?? 0, probabilityOf('squat', 'jump-squat') ?? 1]
  return lunge / Math.max(lunge + squat, TOLD_SURELY)
}

/** Whether both knees are seen at the turning point, and a foot is not, nor was. */
export function showsKneesOnly({ rest, turn }: Cycle<LegFeatures>): boolean {
  const areFeetHidden = Math.max(rest.features.feetSeen, turn.features.feetSeen) < HARDLY_SEEN
  return areFeetHidden && turn.features.kneesSeen >= SURELY_SEEN
}

/** How well the leg seen worse is seen, 0..1. */
export function bothSeen({ leftSeen, rightSeen }: LegFeatures): number {
  return Math.min(1, Math.min(leftSeen, rightSeen) / SURELY_SEEN)
}

/** How much the knee that closes less does, degrees. */
export function bothKneesCloseDeg({ rest, turn }: Cycle<LegFeatures>): number {
  return Math.min(
    rest.features.leftKneeDeg - turn.features.leftKneeDeg,
    rest.features.rightKneeDeg - turn.features.rightKneeDeg,
  )
}

export function meanStride({ rest, turn }: Cycle<LegFeatures>): number {
  return (rest.features.stride + turn.features.stride) / 2
}

/** Squat and lunge are judged alike: by the knee, or by the hips' height where the view hides the knee's angle. */
export const KNEE_QUALITY: QualityProfile = {
  angleDeg: kneeDeg,
  sideWeight: legWeight,
  anglesUpToFrontalityDeg: DIAGONAL_VIEW_DEG,
  standards: {
    relaxed: { bottomAtMost: 120, topAtLeast: 145, lineWithin: null },
    standard: { bottomAtMost: 105, topAtLeast: 155, lineWithin: null },
    strict: { bottomAtMost: 90, topAtLeast: 160, lineWithin: null },
  },
  // Thighs level: the hips stand a shank, about half of a leg, above the ankles.
  deepSignalShare: 0.58,
  bodyLineDeg: null,
  variant: null,
  // The knees of a lunge differ by nature.
  cues: { shallow: 'go-lower', noLockOut: 'stand-tall', uneven: null },
  tooFastMs: HURRIED_MS,
  ownCue: null,
}

function pictureKneeDeg(body: Body, side: Side): number {
  return body.pictureAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, side)
}

function worldKneeDeg(body: Body, side: Side): number {
  return body.worldAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, side)
}

function kneeDeg(body: Body, side: Side): number {
  const share = clamp(
    (body.frontalityDeg() - SIDE_VIEW_DEG) / (DIAGONAL_VIEW_DEG - SIDE_VIEW_DEG),
    0,
    1,
  )
  const picture = pictureKneeDeg(body, side)
  return picture + share * (worldKneeDeg(body, side) - picture)
}

/**
 * A foot before the other is lower, or higher, to a camera that looks down or up at both; one in the air is so along
 * the upright trunk, too.
 */
function footLift(body: Body): number {
  return Math.min(body.unevenMetres(JOINT.ankle), body.unevenAlongTrunkMetres(JOINT.ankle))
}

function worseSeen(body: Body, joint: Joint): number {
  return Math.min(body.seen(joint, 0), body.seen(joint, 1))
}

function legWeight(body: Body, side: Side): number {
  return cornerSeen(body, [JOINT.hip, JOINT.knee, JOINT.ankle], side)
}
