import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'

/** Hands that turn a rope stay below the shoulders; this much above them is the landmarks' error, body metres. */
const HANDS_ABOVE_SHOULDERS = 0.02
/** Shoulders over hips, hips over ankles, body metres in the picture: someone who stands, seen a little from above. */
const LEAST_TRUNK_RISE = 0.12
const LEAST_LEG_RISE = 0.2
/** The trunk is upright within 30 degrees: tan(60 degrees). */
const LEAST_TRUNK_SLOPE = 1.7

/** Whether this frame shows someone who could be skipping rope: standing upright, hands low. */
export function isRopePosture(body: Body): boolean {
  const handsAreLow = SIDES.every(
    (side) => body.sideRise(JOINT.shoulder, JOINT.wrist, side) > -HANDS_ABOVE_SHOULDERS,
  )
  const trunk = body.rise(JOINT.shoulder, JOINT.hip)
  const sideways =
    Math.abs(body.midPixelX(JOINT.shoulder) - body.midPixelX(JOINT.hip)) / body.pixelsPerMetre
  const isUpright = trunk > LEAST_TRUNK_RISE && trunk > LEAST_TRUNK_SLOPE * sideways
  return handsAreLow && isUpright && body.rise(JOINT.hip, JOINT.ankle) > LEAST_LEG_RISE
}
