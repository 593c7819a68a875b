import { JOINT, LANDMARK, SIDES } from '../body/landmarks.ts'
import { at } from '../signals/at.ts'
import { PART } from './sample.ts'
import type { Sample } from './sample.ts'
import { SAMPLES_PER_SECOND } from './sampler.ts'

/** The reference, and the reasons, stand in training/judge_training/features.py; the order is that of the weights. */
export const FEATURE_COUNT = 53

/** Below this visibility a joint's numbers fade to nothing: what is not seen says neither yes nor no. */
const SURELY_SEEN = 0.3
const LIMIT = 6
const SCALE_LIMIT = 2
const TINY = 1e-6

const HEAD = [LANDMARK.nose, LANDMARK.leftEar, LANDMARK.rightEar]
const SHOULDERS = [LANDMARK.leftShoulder, LANDMARK.rightShoulder]
const FEET = [
  [LANDMARK.leftHeel, LANDMARK.leftToe],
  [LANDMARK.rightHeel, LANDMARK.rightToe],
]
const APART: readonly number[] = [JOINT.ankle, JOINT.wrist, JOINT.knee]
/** Usual heights over the hips, body metres. */
const HEIGHTS: readonly (readonly [joint: number, usual: number])[] = [
  [JOINT.wrist, 0],
  [JOINT.knee, -0.4],
  [JOINT.ankle, -0.8],
  [JOINT.elbow, 0.2],
]
const SIDEWAYS: readonly number[] = [JOINT.wrist, JOINT.ankle, JOINT.knee]
const SEEN: readonly number[] = [JOINT.knee, JOINT.ankle, JOINT.wrist, JOINT.elbow]
const BENDS: readonly (readonly [a: number, b: number, c: number])[] = [
  [JOINT.hip, JOINT.knee, JOINT.ankle],
  [JOINT.shoulder, JOINT.elbow, JOINT.wrist],
]

/**
 * What the net sees of a sample that came after `before`; the first of a stretch comes after itself. Exchanging left
 * and right changes nothing.
 */
export function featuresOf(sample: Sample, before: Sample): Float64Array {
  const all = [
    ...upSpeeds(sample, before),
    ...sidewaysSpeeds(sample, before),
    ...positions(sample),
    ...visibilities(sample),
    frontality(sample) - 0.8,
    clamp(speed(sample, before, PART.logScale), SCALE_LIMIT),
    ...inSpace(sample),
  ]
  return Float64Array.from(all, (value) => clamp(value, LIMIT))
}

function upSpeeds(sample: Sample, before: Sample): number[] {
  const rise = speed(sample, before, PART.pathY)
  const up = (joint: number): number => rise + speed(sample, before, PART.y + joint)
  const mean = (joints: readonly number[]): number =>
    meanOf(joints, up) * meanOf(joints, (joint) => weight(sample, joint))
  const feet = FEET.map((joints) => meanOf(joints, up))
  const feetSeen = FEET.map((joints) => meanOf(joints, (joint) => weight(sample, joint)))
  return [
    mean(HEAD),
    mean(SHOULDERS),
    rise,
    ...pairOf(sample, JOINT.knee, up),
    ...pairOf(sample, JOINT.ankle, up),
    ...both(feet, feetSeen),
    ...pairOf(sample, JOINT.wrist, up),
    ...pairOf(sample, JOINT.elbow, up),
  ]
}

function sidewaysSpeeds(sample: Sample, before: Sample): number[] {
  const x = (joint: number): number => speed(sample, before, PART.x + joint)
  const apart = (joint: number): number =>
    Math.abs(x(joint) - x(joint + 1)) * bothSeen(sample, joint)
  const travel = Math.abs(speed(sample, before, PART.pathX))
  return [travel, ...APART.map(apart)].map((value) => 0.7 * value)
}

function positions(sample: Sample): number[] {
  const x = (joint: number): number => at(sample, PART.x + joint)
  const y = (joint: number): number => at(sample, PART.y + joint)
  const all = [
    meanOf(SHOULDERS, y) - 0.5,
    ...HEIGHTS.flatMap(([joint, usual]) => pairOf(sample, joint, (each) => y(each) - usual)),
    meanOf(SHOULDERS, x),
    ...SIDEWAYS.flatMap((joint) => pairOf(sample, joint, x)),
    (y(LANDMARK.nose) - 0.65) * weight(sample, LANDMARK.nose),
    x(LANDMARK.nose) * weight(sample, LANDMARK.nose),
  ]
  return all.map((value) => 2 * value)
}

function visibilities(sample: Sample): number[] {
  const seen = (joint: number): number => at(sample, PART.visibility + joint)
  const pairs = SEEN.flatMap((joint) => [
    Math.max(seen(joint), seen(joint + 1)),
    Math.min(seen(joint), seen(joint + 1)),
  ])
  return [...pairs, seen(LANDMARK.nose)].map((value) => value - 0.5)
}

/** 0 where the camera looks along the body's left-right axis, pi / 2 where across it. */
function frontality(sample: Sample): number {
  const lateral = (axis: number): number =>
    at(sample, axis + JOINT.shoulder) -
    at(sample, axis + JOINT.shoulder + 1) +
    (at(sample, axis + JOINT.hip) - at(sample, axis + JOINT.hip + 1))
  return Math.atan2(Math.abs(lateral(PART.worldX)), Math.abs(lateral(PART.worldZ)))
}

/** Lean of the trunk, bend of knees and elbows, feet apart forward, knees uneven: none depends on the view. */
function inSpace(sample: Sample): number[] {
  const trunk = AXES.map((axis) => meanOf(SHOULDERS, (joint) => at(sample, axis + joint)))
  const lean = (trunk[1] ?? 0) / (norm(trunk) + TINY)
  const bends = BENDS.flatMap(([a, b, c]) =>
    both(
      SIDES.map((side) => bend(sample, a + side, b + side, c + side) + 1),
      SIDES.map((side) => weight(sample, b + side) * weight(sample, c + side)),
    ),
  )
  const [hipX = 0, , hipZ = 0] = vector(sample, JOINT.hip + 1, JOINT.hip)
  const [footX = 0, , footZ = 0] = vector(sample, JOINT.ankle + 1, JOINT.ankle)
  const stride = Math.abs(footX * hipZ - footZ * hipX) / (Math.hypot(hipX, hipZ) + TINY)
  const [, uneven = 0] = vector(sample, JOINT.knee + 1, JOINT.knee)
  return [
    lean - 0.5,
    ...bends,
    2 * stride * bothSeen(sample, JOINT.ankle),
    3 * Math.abs(uneven) * bothSeen(sample, JOINT.knee),
  ]
}

const AXES = [PART.worldX, PART.worldY, PART.worldZ] as const

/** Cosine of the angle at the joint `b` in space: -1 straight. */
function bend(sample: Sample, a: number, b: number, c: number): number {
  const [u, v] = [vector(sample, b, a), vector(sample, b, c)]
  const product = u.reduce((sum, value, i) => sum + value * (v[i] ?? 0), 0)
  return product / (norm(u) * norm(v) + TINY)
}

function vector(sample: Sample, from: number, to: number): number[] {
  return AXES.map((axis) => at(sample, axis + to) - at(sample, axis + from))
}

function norm(values: readonly number[]): number {
  return Math.hypot(...values)
}

/** Of a pair its mean, by how well each is seen, and how far the two differ, where both are seen. */
function both(values: readonly number[], weights: readonly number[]): number[] {
  const [left = 0, right = 0] = values
  const [leftSeen = 0, rightSeen = 0] = weights
  const mean = (leftSeen * left + rightSeen * right) / Math.max(leftSeen + rightSeen, TINY)
  return [mean * Math.max(leftSeen, rightSeen), (Math.abs(left - right) / 2) * leftSeen * rightSeen]
}

function pairOf(sample: Sample, joint: number, of: (joint: number) => number): number[] {
  return both(
    SIDES.map((side) => of(joint + side)),
    SIDES.map((side) => weight(sample, joint + side)),
  )
}

/** Change a second. */
function speed(sample: Sample, before: Sample, index: number): number {
  return (at(sample, index) - at(before, index)) * SAMPLES_PER_SECOND
}

function weight(sample: Sample, joint: number): number {
  return Math.min(1, Math.max(0, at(sample, PART.visibility + joint) / SURELY_SEEN))
}

function bothSeen(sample: Sample, joint: number): number {
  return weight(sample, joint) * weight(sample, joint + 1)
}

function meanOf(joints: readonly number[], of: (joint: number) => number): number {
  return joints.reduce((sum, joint) => sum + of(joint), 0) / joints.length
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value))
}
