import type { Body } from '../body/body.ts'
import type { Joint, Side } from '../body/landmarks.ts'
import { clamp } from '../signals/geometry.ts'

/**
 * Up to here the picture shows what bends forward and back as it is; from there on no more than the model's 3D body
 * does.
 */
const SIDE_VIEW_DEG = 20
const DIAGONAL_VIEW_DEG = 60

/** Three joints, the angle being at the second. */
export type Corner = readonly [Joint, Joint, Joint]

/**
 * Angle of one side that opens and closes forward: the picture's from the side, the mean of it and the 3D body's off
 * axis.
 */
export function forwardAngleDeg(body: Body, [a, b, c]: Corner, side: Side): number {
  const span = DIAGONAL_VIEW_DEG - SIDE_VIEW_DEG
  const share = clamp((body.frontalityDeg() - SIDE_VIEW_DEG) / span, 0, 1)
  const picture = body.pictureAngleDeg(a, b, c, side)
  return picture + 0.5 * share * (body.worldAngleDeg(a, b, c, side) - picture)
}

/** A corner is as well seen as its worst joint. */
export function cornerSeen(body: Body, corner: Corner, side: Side): number {
  return Math.min(...corner.map((joint) => body.seen(joint, side)))
}
