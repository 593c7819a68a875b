/**
 * Joints of a body with known truth by inverse kinematics, at rest (0) to the turning point (1). Metres; x = along a
 * lying body to the head, or forward of a standing one, y = up, z = to the body's right.
 */
import { JOINT, LANDMARK } from '../body/landmarks.ts'
import type { Joint } from '../body/landmarks.ts'
import { RADIANS_PER_DEGREE } from '../signals/geometry.ts'
import { bend, plus, scaled } from './vectors.ts'
import type { Vector } from './vectors.ts'

export type Pose = ReadonlyMap<number, Vector>

/**
 * Where in a repetition: 0 at rest, 1 at the turning point; which one it is, for legs take turns; and its share of
 * time, 0..1.
 */
export interface Moment {
  readonly phase: number
  readonly rep: number
  readonly share: number
}
type Draw = (moment: Moment) => Pose

const [UPPER_ARM, FOREARM, TRUNK, THIGH, SHANK] = [0.28, 0.25, 0.5, 0.42, 0.4]
const [SHOULDER_HALF, HIP_HALF, FEET_HALF] = [0.17, 0.1, 0.15]
const STANDING_HIPS = 0.9
const [LEFT, RIGHT] = [-1, 1]
const SIDES = [LEFT, RIGHT]
const BAR_HEIGHT = 2.25

export const POSES = {
  'push-up': ({ phase }) => pushUp(phase),
  'knee push-up': ({ phase }) => onKnees(pushUp(phase)),
  squat: ({ phase }) => squat(phase),
  standing: () => squat(0),
  lunge,
  'sit-up': ({ phase }) => lying(80 * phase),
  crunch: ({ phase }) => lying(32 * phase),
  'jumping-jack': ({ phase }) => jack(phase),
  'high-knees': highKnees,
  jogging: jog,
  'pull-up': ({ phase }) => pullUp(phase),
  burpee: ({ phase }) => burpee(phase),
  'jump-squat': jumpSquat,
} satisfies Readonly<Record<string, Draw>>

export type Drawn = keyof typeof POSES

function pushUp(down: number): Pose {
  const height = 0.542 - 0.37 * down
  const hipHeight = 0.1 + (height - 0.1) * 0.63
  const joints = new Map<number, Vector>()
  for (const side of SIDES) {
    const shoulder: Vector = [0.5, height, side * SHOULDER_HALF]
    const wrist: Vector = [0.5 + 0.05 * down, 0.02, side * (SHOULDER_HALF + 0.06)]
    put(joints, JOINT.shoulder, side, shoulder)
    put(joints, JOINT.wrist, side, wrist)
    put(joints, JOINT.elbow, side, bend(shoulder, wrist, UPPER_ARM, FOREARM, [-1, 0, side * 0.6]))
    put(joints, JOINT.hip, side, [0.5 - TRUNK, hipHeight, side * HIP_HALF])
    put(joints, JOINT.knee, side, [-THIGH, 0.1 + (hipHeight - 0.1) * 0.48, side * HIP_HALF])
    put(joints, JOINT.ankle, side, [-THIGH - SHANK, 0.1, side * HIP_HALF])
    put(joints, JOINT.ear, side, [0.66, height + 0.04, side * 0.07])
  }
  joints.set(LANDMARK.nose, [0.74, height - 0.02, 0])
  return joints
}

/** Knees on the ground, feet up behind them; the hips in line between knees and shoulders. */
function onKnees(joints: Pose): Pose {
  const kneeling = new Map(joints)
  for (const side of SIDES) {
    const shoulder = joints.get(side < 0 ? JOINT.shoulder : JOINT.shoulder + 1) ?? [0, 0, 0]
    const share = THIGH / (THIGH + TRUNK)
    put(kneeling, JOINT.hip, side, [0, 0.06 + share * (shoulder[1] - 0.06), side * HIP_HALF])
    put(kneeling, JOINT.knee, side, [-THIGH, 0.06, side * HIP_HALF])
    put(kneeling, JOINT.ankle, side, [-THIGH - 0.25, 0.3, side * HIP_HALF])
  }
  return kneeling
}

function squat(down: number): Pose {
  const hipHeight = STANDING_HIPS - 0.42 * down
  const back = 0.2 * down
  const joints = new Map<number, Vector>()
  for (const side of SIDES) {
    const hip: Vector = [-back, hipHeight, side * HIP_HALF]
    const ankle: Vector = [0, 0.08, side * FEET_HALF]
    const shoulder: Vector = [
      0.15 * down,
      hipHeight + TRUNK * (1 - 0.12 * down),
      side * SHOULDER_HALF,
    ]
    putLeg(joints, side, hip, ankle, [1, 0, side * 0.3])
    put(joints, JOINT.shoulder, side, shoulder)
    put(joints, JOINT.elbow, side, [shoulder[0] + 0.2, shoulder[1] - 0.2, side * 0.2])
    put(joints, JOINT.wrist, side, [shoulder[0] + 0.4, shoulder[1] - 0.05, side * 0.1])
    put(joints, JOINT.ear, side, [shoulder[0] + 0.02, shoulder[1] + 0.2, side * 0.07])
  }
  joints.set(LANDMARK.nose, [0.15 * down + 0.1, hipHeight + TRUNK + 0.18, 0])
  return joints
}

/** A step forward, hands on the hips, the knee behind nearly to the ground, and back; legs take turns. */
function lunge({ phase: down, rep }: Moment): Pose {
  const stride = 0.8 * Math.min(1, 2 * down)
  const hipHeight = STANDING_HIPS - 0.4 * Math.max(0, down - 0.1)
  const joints = trunk([stride / 2, hipHeight, 0], 90, 20)
  const front = rep % 2 === 0 ? LEFT : RIGHT
  for (const side of SIDES) {
    const hip: Vector = [stride / 2, hipHeight, side * HIP_HALF]
    const ankle: Vector = side === front ? [stride, 0.08, 0] : [0, 0.08 + 0.12 * down, 0]
    putLeg(joints, side, hip, plus(ankle, [0, 0, side * HIP_HALF]), [1, -0.2, 0])
  }
  return joints
}

/** On the back, knees drawn up, hands at the ears; the trunk raised from the ground by this much. */
function lying(raisedDeg: number): Pose {
  const joints = trunk([0, 0.1, 0], 180 - raisedDeg, 0)
  for (const side of SIDES) {
    const hip: Vector = [0, 0.1, side * HIP_HALF]
    putLeg(joints, side, hip, [0.45, 0.08, side * HIP_HALF], [0, 1, 0])
    const ear = joints.get(side < 0 ? JOINT.ear : JOINT.ear + 1) ?? hip
    put(joints, JOINT.wrist, side, plus(ear, [0, 0, side * 0.06]))
    put(joints, JOINT.elbow, side, plus(ear, [0.05, 0.05, side * 0.28]))
  }
  return joints
}

/** Arms down and feet together, to arms up and feet apart. */
function jack(open: number): Pose {
  const apart = FEET_HALF * 0.6 + 0.32 * open
  const hipHeight = 0.08 + Math.sqrt((THIGH + SHANK) ** 2 - (apart - HIP_HALF) ** 2) - 0.01
  const joints = trunk([0, hipHeight, 0], 90, 12 + 155 * open)
  for (const side of SIDES)
    putLeg(joints, side, [0, hipHeight, side * HIP_HALF], [0, 0.08, side * apart], [1, 0, 0])
  return joints
}

/** One knee as high as the hip, the shank hanging; legs take turns. */
function highKnees({ phase: up, rep }: Moment): Pose {
  const lifted = rep % 2 === 0 ? LEFT : RIGHT
  const joints = trunk([0, STANDING_HIPS, 0], 88, 25)
  for (const side of SIDES) putLifted(joints, side, side === lifted ? 88 * up : 0, 5)
  return joints
}

/** On the spot: the knee stays low, the heel is kicked up behind, bent arms swing with the other leg. */
function jog({ phase: kick, rep }: Moment): Pose {
  const lifted = rep % 2 === 0 ? LEFT : RIGHT
  const joints = trunk([0, STANDING_HIPS + 0.04 * kick, 0], 84, 35)
  for (const side of SIDES) {
    const share = side === lifted ? kick : 0
    putLifted(joints, side, 30 * share, 75 * share, STANDING_HIPS + 0.04 * kick)
    const shoulder = joints.get(side < 0 ? JOINT.shoulder : JOINT.shoulder + 1) ?? [0, 0, 0]
    const forward = side === lifted ? -0.2 * kick : 0.25 * kick
    put(joints, JOINT.elbow, side, plus(shoulder, [forward - 0.12, -0.25, side * 0.05]))
    put(joints, JOINT.wrist, side, plus(shoulder, [forward + 0.1, -0.22 + forward / 2, 0]))
  }
  return joints
}

/** Down to a crouch with the hands on the floor, then back with the feet into a plank. */
function burpee(down: number): Pose {
  if (down < 0.5) return squat(2 * down)
  return between(squat(1), pushUp(0.6), 2 * down - 1)
}

/** A squat in two thirds of the time, and off the ground in the last third. */
function jumpSquat({ share }: Moment): Pose {
  if (share < 2 / 3) return squat((1 - Math.cos(3 * Math.PI * share)) / 2)
  const flown = 3 * share - 2
  const height = 0.25 * 4 * flown * (1 - flown)
  return new Map([...squat(0)].map(([joint, at]) => [joint, plus(at, [0, height, 0])]))
}

function between(from: Pose, to: Pose, share: number): Pose {
  const mixed = [...from].map(([joint, at]): [number, Vector] => [
    joint,
    plus(scaled(at, 1 - share), scaled(to.get(joint) ?? at, share)),
  ])
  return new Map(mixed)
}

/** From straight arms to the chin over the bar, knees a little bent. */
function pullUp(up: number): Pose {
  const shoulderHeight = BAR_HEIGHT - 0.52 + 0.44 * up
  const hips: Vector = [-0.05, shoulderHeight - TRUNK, 0]
  const joints = trunk(hips, 86, 0)
  for (const side of SIDES) {
    const shoulder = joints.get(side < 0 ? JOINT.shoulder : JOINT.shoulder + 1) ?? hips
    const wrist: Vector = [shoulder[0], BAR_HEIGHT, side * (SHOULDER_HALF + 0.05)]
    put(joints, JOINT.wrist, side, wrist)
    put(
      joints,
      JOINT.elbow,
      side,
      bend(shoulder, wrist, UPPER_ARM, FOREARM, [0.3, -0.2, side * 0.7]),
    )
    const hip = plus(hips, [0, 0, side * HIP_HALF])
    putLeg(joints, side, hip, plus(hip, [-0.15, -0.76, 0]), [1, 0, 0])
  }
  return joints
}

/**
 * Trunk, head and straight arms: the trunk leans by `leanDeg` (90 upright, 180 on the back), the arms hang or are
 * raised sideways.
 */
function trunk(hips: Vector, leanDeg: number, armsDeg: number): Map<number, Vector> {
  const joints = new Map<number, Vector>()
  const up: Vector = [
    Math.cos(leanDeg * RADIANS_PER_DEGREE),
    Math.sin(leanDeg * RADIANS_PER_DEGREE),
    0,
  ]
  const along = (metres: number): Vector => [metres * up[0], metres * up[1], 0]
  const [raised, out] = [
    -Math.cos(armsDeg * RADIANS_PER_DEGREE),
    Math.sin(armsDeg * RADIANS_PER_DEGREE),
  ]
  for (const side of SIDES) {
    const shoulder = plus(plus(hips, along(TRUNK)), [0, 0, side * SHOULDER_HALF])
    const arm = (metres: number): Vector =>
      plus(shoulder, plus(along(metres * raised), [0, 0, side * metres * out]))
    put(joints, JOINT.shoulder, side, shoulder)
    put(joints, JOINT.elbow, side, arm(UPPER_ARM))
    put(joints, JOINT.wrist, side, arm(UPPER_ARM + FOREARM))
    put(joints, JOINT.hip, side, plus(hips, [0, 0, side * HIP_HALF]))
    put(joints, JOINT.ear, side, plus(plus(hips, along(TRUNK + 0.2)), [0, 0, side * 0.07]))
  }
  // The face looks forward of a standing body, up from a lying one.
  const face: Vector = [0.1 * up[1], -0.1 * up[0], 0]
  joints.set(LANDMARK.nose, plus(plus(hips, along(TRUNK + 0.18)), face))
  return joints
}

function putLeg(
  joints: Map<number, Vector>,
  side: number,
  hip: Vector,
  ankle: Vector,
  pole: Vector,
): void {
  put(joints, JOINT.hip, side, hip)
  put(joints, JOINT.ankle, side, ankle)
  put(joints, JOINT.knee, side, bend(hip, ankle, THIGH, SHANK, pole))
}

/** A leg whose thigh is raised forward and whose shank is bent back from hanging by this many degrees. */
function putLifted(
  joints: Map<number, Vector>,
  side: number,
  thighDeg: number,
  shankDeg: number,
  hipHeight = STANDING_HIPS,
): void {
  const hip: Vector = [0, hipHeight, side * HIP_HALF]
  const [thigh, shank] = [thighDeg * RADIANS_PER_DEGREE, shankDeg * RADIANS_PER_DEGREE]
  const knee = plus(hip, [THIGH * Math.sin(thigh), -THIGH * Math.cos(thigh), 0])
  put(joints, JOINT.hip, side, hip)
  put(joints, JOINT.knee, side, knee)
  put(
    joints,
    JOINT.ankle,
    side,
    plus(knee, [-SHANK * Math.sin(shank), -SHANK * Math.cos(shank), 0]),
  )
}

/** The left joint (side -1) has the index itself, the right one the next. */
function put(joints: Map<number, Vector>, joint: Joint, side: number, at: Vector): void {
  joints.set(side < 0 ? joint : joint + 1, at)
}
