import type { Body } from '../body/body.ts'
import { JOINT, SIDES } from '../body/landmarks.ts'
import type { HoldProfile } from '../hold/hold-profile.ts'
import { ramp, trunkSeen } from './postures.ts'

export const PLANK: HoldProfile = {
  exercise: 'plank',
  leastFramesPerSecond: 4,
  posture,
  heights: (body) => [
    body.rise(JOINT.shoulder, JOINT.elbow),
    body.rise(JOINT.shoulder, JOINT.ankle),
    body.rise(JOINT.knee, JOINT.ankle),
  ],
  mostSpeed: 0.15,
}

/** Face down on hands or forearms: body level and straight, legs stretched, shoulders above the elbows. */
function posture(body: Body): number {
  const trunk = ramp(Math.abs(body.leanDeg(JOINT.shoulder, JOINT.hip)), 50, 35)
  const legs = ramp(Math.abs(body.leanDeg(JOINT.hip, JOINT.knee)), 50, 35)
  const knees = Math.max(
    ...SIDES.map((side) => body.worldAngleDeg(JOINT.hip, JOINT.knee, JOINT.ankle, side)),
  )
  const hips = Math.max(
    ...SIDES.map((side) => body.worldAngleDeg(JOINT.shoulder, JOINT.hip, JOINT.knee, side)),
  )
  const carried = ramp(body.rise(JOINT.shoulder, JOINT.elbow), 0.05, 0.12)
  const straight = Math.min(ramp(knees, 115, 135), ramp(hips, 120, 140))
  return Math.min(trunk, legs, straight, carried, trunkSeen(body))
}
