import type { Body } from '../body/body.ts'
import { JOINT } from '../body/landmarks.ts'
import type { Joint } from '../body/landmarks.ts'
import { clamp } from '../signals/geometry.ts'

/** 0 at `none`, 1 at `full`, straight in between; `none` may be the larger one. */
export function ramp(value: number, none: number, full: number): number {
  return clamp((value - none) / (full - none), 0, 1)
}

/** How well the legs are seen: below the picture's edge they are the model's guess, at a visibility near 0. */
export function legsSeen(body: Body): number {
  return pairSeen(body, JOINT.knee)
}

/**
 * How well the trunk is seen, at one of its ends: of a chair or a dog that the model takes for somebody it is not. The
 * picture may end above the shoulders while they are down.
 */
export function trunkSeen(body: Body): number {
  return Math.max(shouldersSeen(body), pairSeen(body, JOINT.hip))
}

/** The same of the shoulders alone, where the picture may end above the hips. */
export function shouldersSeen(body: Body): number {
  return pairSeen(body, JOINT.shoulder)
}

/** Of the side that is seen better. */
function pairSeen(body: Body, joint: Joint): number {
  return ramp(Math.max(body.seen(joint, 0), body.seen(joint, 1)), 0.25, 0.55)
}

/** On the feet, trunk above the hips and hips above the feet; leaning forward as far as a squat does is fine. */
export function standing(body: Body): number {
  const trunk = ramp(body.leanDeg(JOINT.shoulder, JOINT.hip), 15, 30)
  const legs = ramp(body.rise(JOINT.hip, JOINT.ankle), -0.02, 0.06)
  return Math.min(trunk, legs, legsSeen(body))
}

/** The same without leaning forward. */
export function upright(body: Body): number {
  return Math.min(standing(body), ramp(body.leanDeg(JOINT.shoulder, JOINT.hip), 40, 55))
}
