import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { Side } from '../body/landmarks.ts'
import { USUAL_RETURN_SHARE } from '../cyclic/profile.ts'
import type { Cycle, CyclicProfile } from '../cyclic/profile.ts'
import { cornerSeen } from '../quality/joint-angle.ts'
import type { Corner } from '../quality/joint-angle.ts'
import type { RefusalReason } from '../types.ts'
import { legsSeen, ramp } from './postures.ts'
import { PUSH_UP } from './push-up.ts'

/** Who leans on the hands with the feet on the floor. */
interface LeaningFeatures extends Readonly<Record<string, number>> {
  /** Lean of the whole body, 90 upright. */
  readonly bodyDeg: number
  /** Hands before the shoulders, body metres across the picture. */
  readonly reach: number
  readonly elbowDeg: number
  /** Where the feet are, body metres. */
  readonly feetX: number
  readonly feetY: number
}

const ARM: Corner = [JOINT.shoulder, JOINT.elbow, JOINT.wrist]
/** From before or behind it can't be seen how far the body leans, nor that it goes to the hands. */
const SIDEWAYS_DEG = 45
const FRONTAL_DEG = 60
/**
 * Those on the floor, or with the hands on a bench, are counted by their own profile, which sees the hands higher or
 * lower.
 */
const LEAST_REST_DEG = 46
const LEAST_REACH = 0.25
const ELBOW_CLOSES_DEG = 25
/** Shoulders that go to hands and feet that stay where they are tilt the body. */
const LEAST_TILT_DEG = 4
const MOST_FEET_SLIP_SHARE = 0.4

/**
 * Push-ups against a wall, a counter or a table: the body is a lever about the feet, and the hands carry some of it.
 */
export const WALL_PUSH_UP: CyclicProfile<LeaningFeatures> = {
  ...PUSH_UP,
  signal: armLength,
  mostSlipShare: 0.35,
  restFrom: 0.36,
  restSurely: 0.36,
  restPlateauFrom: 0.42,
  leastAttempt: null,
  countsAlone: null,
  returnShare: USUAL_RETURN_SHARE,
  // Reaching for a shelf, or leaning on a table, comes singly.
  needsRhythm: true,
  leastMs: 400,
  posture,
  features,
  refusal,
  quality: PUSH_UP.quality && { ...PUSH_UP.quality, deepSignalShare: null, variant: () => 'wall' },
}

/** Shoulder to hand in the picture, by how well each arm is seen. */
function armLength(body: Body): number {
  const [left, right] = [0.1 + cornerSeen(body, ARM, 0), 0.1 + cornerSeen(body, ARM, 1)]
  return (left * sideLength(body, 0) + right * sideLength(body, 1)) / (left + right)
}

function sideLength(body: Body, side: Side): number {
  return body.span(JOINT.shoulder + side, JOINT.wrist + side)
}

/** A straight body that leans, with the hands before it, seen from the side. */
function posture(body: Body): number {
  const line = Math.max(
    ...SIDES.map((side) => body.pictureAngleDeg(JOINT.shoulder, JOINT.hip, JOINT.ankle, side)),
  )
  const lean = body.leanDeg(JOINT.shoulder, JOINT.ankle)
  const leans = Math.min(ramp(lean, 30, 38), ramp(lean, 88, 82))
  const hands = body.rise(JOINT.shoulder, JOINT.wrist)
  const handsBefore = Math.min(ramp(hands, -0.2, -0.1), ramp(hands, 0.5, 0.42))
  const view = ramp(body.frontalityDeg(), FRONTAL_DEG, SIDEWAYS_DEG)
  return Math.min(ramp(line, 140, 155), leans, handsBefore, view, legsSeen(body))
}

function features(body: Body): LeaningFeatures {
  const side = cornerSeen(body, ARM, 0) >= cornerSeen(body, ARM, 1) ? 0 : 1
  const rise = body.sideRise(JOINT.shoulder, JOINT.wrist, side)
  return {
    bodyDeg: body.leanDeg(JOINT.shoulder, JOINT.ankle),
    reach: Math.sqrt(Math.max(0, sideLength(body, side) ** 2 - rise ** 2)),
    elbowDeg: body.pictureAngleDeg(...ARM, side),
    feetX: body.seenPixelX(JOINT.ankle) / body.pixelsPerMetre,
    feetY: body.seenPixelY(JOINT.ankle) / body.pixelsPerMetre,
  }
}

function refusal({ rest, turn, travel }: Cycle<LeaningFeatures>): RefusalReason | null {
  const [a, b] = [rest.features, turn.features]
  const isLeaning = a.bodyDeg >= LEAST_REST_DEG && a.bodyDeg - b.bodyDeg >= LEAST_TILT_DEG
  const isPushing = a.reach >= LEAST_REACH && a.elbowDeg - b.elbowDeg >= ELBOW_CLOSES_DEG
  const feetSlip = Math.hypot(a.feetX - b.feetX, a.feetY - b.feetY)
  const isWhole = isLeaning && isPushing && feetSlip <= MOST_FEET_SLIP_SHARE * travel
  return isWhole ? null : 'not-this-exercise'
}
