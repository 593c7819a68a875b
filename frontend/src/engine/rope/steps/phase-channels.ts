import { JOINT, LANDMARK, SIDES } from '../../body/landmarks.ts'
import { PART } from '../../judge/sample.ts'
import type { Sample } from '../../judge/sample.ts'
import { at } from '../../signals/at.ts'

/** Samples a second: eight steps a second leave nearly four samples each. */
export const PHASE_SAMPLES_PER_SECOND = 30

/** Signals that go up and down once a step, and those that do once in two; by how much each is believed. */
export const ONCE = { trunk: 2, head: 1, legs: 1, apart: 1, wristUp: 0.5, wristAcross: 0.35 }
export const ONCE_CHANNELS = 8
export const CHANNELS = ONCE_CHANNELS + 2
export const CHANNEL = { trunk: 0, legs: 2, apart: 3, stride: ONCE_CHANNELS } as const
/** All but the legs: trunk, head and wrists. */
export const BODY_CHANNELS = [0, 1, 4, 5, 6, 7]
/** The wrists, and by how much each is believed. */
export const WRIST_CHANNELS = [
  { channel: 4, belief: ONCE.wristUp },
  { channel: 5, belief: ONCE.wristUp },
  { channel: 6, belief: ONCE.wristAcross },
  { channel: 7, belief: ONCE.wristAcross },
] as const

/** A landmark that leaps says no more than one that moves so fast, body metres a second. */
const FASTEST = 4
/** A hidden joint still tells a little of when it moves. */
const LEAST_VISIBILITY = 0.05

/** Heights over an arbitrary zero, and the wrists about the hips, body metres. */
export interface Heights {
  readonly trunk: number
  readonly head: number
  readonly legs: readonly [number, number]
  readonly knees: readonly [number, number]
  readonly wristsUp: readonly [number, number]
  readonly wristsAcross: readonly [number, number]
  readonly wristsSeen: readonly [number, number]
}

const LEG_JOINTS = [JOINT.knee, JOINT.ankle, LANDMARK.leftHeel, LANDMARK.leftToe]
const HEAD = [LANDMARK.nose, LANDMARK.leftEar, LANDMARK.rightEar]

export function heightsOf(sample: Sample): Heights {
  const path = at(sample, PART.pathY)
  const up = (joint: number): number => path + at(sample, PART.y + joint)
  const seen = (joint: number): number =>
    Math.min(1, Math.max(LEAST_VISIBILITY, at(sample, PART.visibility + joint)))
  const sided = (of: (side: number) => number): [number, number] => [of(SIDES[0]), of(SIDES[1])]
  const trunk = [JOINT.shoulder, JOINT.shoulder + 1, JOINT.hip, JOINT.hip + 1]
  return {
    trunk: mean(trunk.map(up)),
    head: mean(HEAD.map(up)),
    legs: sided((side) => {
      const joints = LEG_JOINTS.map((joint) => joint + side)
      const weights = joints.map(seen)
      const sum = joints.reduce((total, joint, i) => total + (weights[i] ?? 0) * up(joint), 0)
      return sum / weights.reduce((total, weight) => total + weight, 0)
    }),
    knees: sided((side) => up(JOINT.knee + side)),
    wristsUp: sided((side) => at(sample, PART.y + JOINT.wrist + side)),
    wristsAcross: sided((side) => at(sample, PART.x + JOINT.wrist + side)),
    wristsSeen: sided((side) => seen(JOINT.wrist + side)),
  }
}

/** A speed for each channel, metres a second times how much it is believed. */
export function speedsOf(now: Heights, before: Heights): number[] {
  const speed = (of: (heights: Heights) => number): number => {
    const value = (of(now) - of(before)) * PHASE_SAMPLES_PER_SECOND
    return Math.min(FASTEST, Math.max(-FASTEST, value))
  }
  const wrist = (side: 0 | 1): number => now.wristsSeen[side]
  return [
    ONCE.trunk * speed(({ trunk }) => trunk),
    ONCE.head * speed(({ head }) => head),
    ONCE.legs * speed(({ legs }) => (legs[0] + legs[1]) / 2),
    ONCE.apart * speed(({ legs }) => Math.abs(legs[0] - legs[1]) / 2),
    ...SIDES.map((side) => ONCE.wristUp * wrist(side) * speed((all) => all.wristsUp[side])),
    ...SIDES.map((side) => ONCE.wristAcross * wrist(side) * speed((all) => all.wristsAcross[side])),
    speed(({ legs }) => (legs[0] - legs[1]) / 2),
    speed(({ knees }) => (knees[0] - knees[1]) / 2),
  ]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
