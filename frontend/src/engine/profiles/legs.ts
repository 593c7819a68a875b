import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import type { QualityProfile } from '../cyclic/profile.ts'
import { clamp } from '../signals/geometry.ts'

/** What squats and lunges are told apart by. */
export interface LegFeatures extends Readonly<Record<string, number>> {
  /** Feet apart in the walking direction, metres. */
  readonly stride: number
  /** One knee lower than the other, metres. */
  readonly kneeDrop: number
  /** More bent knee in the picture and in space, degrees. */
  readonly pictureKneeDeg: number
  readonly worldKneeDeg: number
}

const SIDE_VIEW_DEG = 20
const DIAGONAL_VIEW_DEG = 50

export function legFeatures(body: Body): LegFeatures {
  return {
    stride: body.strideMetres(JOINT.ankle),
    kneeDrop: body.unevenMetres(JOINT.knee),
    pictureKneeDeg: Math.min(...SIDES.map((side) => pictureKneeDeg(body, side))),
    worldKneeDeg: Math.min(...SIDES.map((side) => worldKneeDeg(body, side))),
  }
}

/** How much a knee closed from rest to turning point, by whichever measure shows it better. */
export function kneeClosesDeg(rest: LegFeatures, turn: LegFeatures): number {
  return Math.max(rest.pictureKneeDeg - turn.pictureKneeDeg, rest.worldKneeDeg - turn.worldKneeDeg)
}

/** Squat and lunge are judged alike: by the knee, or by the hips' height where the view hides the knee's angle. */
export const KNEE_QUALITY: QualityProfile = {
  angleDeg: kneeDeg,
  sideWeight: legWeight,
  anglesUpToFrontalityDeg: DIAGONAL_VIEW_DEG,
  standards: {
    relaxed: { bottomAtMost: 120, topAtLeast: 145 },
    standard: { bottomAtMost: 105, topAtLeast: 155 },
    strict: { bottomAtMost: 90, topAtLeast: 160 },
  },
  // Thighs level: the hips stand a shank, about half of a leg, above the ankles.
  deepSignalShare: 0.58,
  bodyLineDeg: null,
  variant: null,
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

function legWeight(body: Body, side: Side): number {
  return Math.min(
    body.seen(JOINT.hip, side),
    body.seen(JOINT.knee, side),
    body.seen(JOINT.ankle, side),
  )
}
