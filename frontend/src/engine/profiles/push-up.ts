import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { clamp } from '../signals/geometry.ts'
import type { RefusalReason } from '../types.ts'

/** What the arms show at one moment. */
interface ArmFeatures extends Readonly<Record<string, number>> {
  /** Shoulder to wrist in the picture, body metres, longer arm. */
  readonly reach: number
  readonly pictureElbowDeg: number
  readonly worldElbowDeg: number
}

/** Trunk and thighs lie: full evidence below the first lean, none above the second. */
const PRONE_DEG = 42
const UPRIGHT_DEG = 62
/** Bent arms shorten: share of the drop that reach must lose, or else the elbow must close by so much. */
const REACH_SHARE = 0.3
const ELBOW_CLOSES_DEG = 30

export const PUSH_UP: CyclicProfile<ArmFeatures> = {
  exercise: 'push-up',
  signal: shouldersOverHands,
  still: JOINT.wrist,
  restFrom: 0.32,
  leastTravel: 0.12,
  leastMs: 350,
  mostMs: 12_000,
  posture,
  features,
  judge,
}

function shouldersOverHands(body: Body): number {
  const [left, right] = [armWeight(body, 0), armWeight(body, 1)]
  const sum =
    left * body.sideRise(JOINT.shoulder, JOINT.wrist, 0) +
    right * body.sideRise(JOINT.shoulder, JOINT.wrist, 1)
  return sum / (left + right)
}

function armWeight(body: Body, side: Side): number {
  const [shoulder, elbow, wrist] = [JOINT.shoulder, JOINT.elbow, JOINT.wrist].map(
    (joint) => body.visibility[joint + side] ?? 0,
  )
  return 0.1 + Math.min(shoulder ?? 0, elbow ?? 0, wrist ?? 0)
}

/** Lying on still-carrying hands: trunk and thighs near level, shoulders above the hands. */
function posture(body: Body): number {
  const trunk = Math.abs(body.leanDeg(JOINT.shoulder, JOINT.hip))
  const line = Math.abs(body.leanDeg(JOINT.shoulder, JOINT.knee))
  const prone = clamp((UPRIGHT_DEG - Math.max(trunk, line)) / (UPRIGHT_DEG - PRONE_DEG), 0, 1)
  return shouldersOverHands(body) > 0 ? prone : 0
}

function features(body: Body): ArmFeatures {
  const side = armWeight(body, 0) >= armWeight(body, 1) ? 0 : 1
  return {
    reach: Math.max(...SIDES.map((s) => body.span(JOINT.shoulder + s, JOINT.wrist + s))),
    pictureElbowDeg: body.pictureAngleDeg(JOINT.shoulder, JOINT.elbow, JOINT.wrist, side),
    worldElbowDeg: body.worldAngleDeg(JOINT.shoulder, JOINT.elbow, JOINT.wrist, side),
  }
}

function judge({ rest, turn, travel }: Cycle<ArmFeatures>): RefusalReason | null {
  const reachLost = rest.features.reach - turn.features.reach
  const elbowClosed = Math.max(
    rest.features.pictureElbowDeg - turn.features.pictureElbowDeg,
    rest.features.worldElbowDeg - turn.features.worldElbowDeg,
  )
  const isBent = reachLost >= REACH_SHARE * travel || elbowClosed >= ELBOW_CLOSES_DEG
  return isBent ? null : 'not-this-exercise'
}
