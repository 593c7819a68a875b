/**
 * A kinematic body with known truth: joints of push-ups and squats by inverse kinematics, seen by a pinhole camera.
 * Metres; x = along a lying body to the head, or forward of a standing one, y = up, z = to the body's right.
 */
import { JOINT, LANDMARK, LANDMARK_COUNT } from '../body/landmarks.ts'
import type { Joint } from '../body/landmarks.ts'
import type { Landmark, PoseFrame } from '../types.ts'
import { gaussian, seeded } from './random.ts'

type Vector = readonly [number, number, number]
type Pose = ReadonlyMap<number, Vector>

export interface Scene {
  readonly exercise: 'push-up' | 'knee push-up' | 'squat' | 'standing'
  readonly reps: number
  /** Time of one repetition, and of the rest before, between and after. */
  readonly repMs: number
  readonly restMs: number
  /** Of the repetition's time, how much is spent at the bottom without moving. */
  readonly holdMs: number
  /** 0 none, 1 all the way down. */
  readonly depth: number
  /** 0 from the side, 90 facing the head (push-up) or the front (squat). */
  readonly yawDeg: number
  readonly cameraHeightMetres: number
  readonly cameraDistanceMetres: number
  /** How far the camera looks down (positive), and how it is tilted sideways. */
  readonly pitchDeg: number
  readonly rollDeg: number
  readonly isPortrait: boolean
  readonly framesPerSecond: number
  /** Standard deviation of each landmark, metres of the body. */
  readonly noiseMetres: number
  /** Share of frames that are lost. */
  readonly dropShare: number
  readonly seed: number
}

export const SCENE: Scene = {
  exercise: 'push-up',
  reps: 5,
  repMs: 1600,
  restMs: 700,
  holdMs: 0,
  depth: 1,
  yawDeg: 0,
  cameraHeightMetres: 0.5,
  cameraDistanceMetres: 3.2,
  pitchDeg: 0,
  rollDeg: 0,
  isPortrait: false,
  framesPerSecond: 30,
  noiseMetres: 0.004,
  dropShare: 0,
  seed: 1,
}

const [LONG_PIXELS, SHORT_PIXELS] = [1280, 720]
const FOCAL_PIXELS = 900
const GUESS_VISIBILITY = 0.1
const [UPPER_ARM, FOREARM, TRUNK, THIGH, SHANK] = [0.28, 0.25, 0.5, 0.42, 0.4]
const [SHOULDER_HALF, HIP_HALF] = [0.17, 0.1]

/** Frames of a whole set: rest, repetitions with rests between, rest. */
export function film(changes: Partial<Scene> = {}): readonly PoseFrame[] {
  const scene = { ...SCENE, ...changes }
  const random = seeded(scene.seed)
  const lengthMs = scene.restMs + scene.reps * (scene.repMs + scene.restMs)
  const frames: PoseFrame[] = []
  for (let ms = 0; ms <= lengthMs; ms += 1000 / scene.framesPerSecond)
    if (random() >= scene.dropShare) frames.push(shoot(pose(scene, ms), scene, ms, random))
  return frames
}

/** 0 at rest, 1 at the bottom. */
function phase({ reps, repMs, restMs, holdMs }: Scene, ms: number): number {
  const index = Math.floor(ms / (repMs + restMs))
  const inside = ms - index * (repMs + restMs) - restMs
  if (index >= reps || inside < 0) return 0
  const movingMs = repMs - holdMs
  const moved = inside - Math.min(holdMs, Math.max(0, inside - movingMs / 2))
  return (1 - Math.cos((2 * Math.PI * moved) / movingMs)) / 2
}

function pose(scene: Scene, ms: number): Pose {
  const down = scene.depth * phase(scene, ms)
  if (scene.exercise === 'push-up') return pushUp(down)
  if (scene.exercise === 'knee push-up') return onKnees(pushUp(down))
  return squat(scene.exercise === 'squat' ? down : 0)
}

function pushUp(down: number): Pose {
  const height = 0.542 - 0.37 * down
  const hipHeight = 0.1 + (height - 0.1) * 0.63
  const joints = new Map<number, Vector>()
  for (const side of [-1, 1]) {
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
  for (const side of [-1, 1]) {
    const shoulder = joints.get(side < 0 ? JOINT.shoulder : JOINT.shoulder + 1) ?? [0, 0, 0]
    const share = THIGH / (THIGH + TRUNK)
    put(kneeling, JOINT.hip, side, [0, 0.06 + share * (shoulder[1] - 0.06), side * HIP_HALF])
    put(kneeling, JOINT.knee, side, [-THIGH, 0.06, side * HIP_HALF])
    put(kneeling, JOINT.ankle, side, [-THIGH - 0.25, 0.3, side * HIP_HALF])
  }
  return kneeling
}

function squat(down: number): Pose {
  const hipHeight = 0.9 - 0.42 * down
  const back = 0.2 * down
  const joints = new Map<number, Vector>()
  for (const side of [-1, 1]) {
    const hip: Vector = [-back, hipHeight, side * HIP_HALF]
    const ankle: Vector = [0, 0.08, side * 0.15]
    const shoulder: Vector = [
      0.15 * down,
      hipHeight + TRUNK * (1 - 0.12 * down),
      side * SHOULDER_HALF,
    ]
    put(joints, JOINT.hip, side, hip)
    put(joints, JOINT.ankle, side, ankle)
    put(joints, JOINT.knee, side, bend(hip, ankle, THIGH, SHANK, [1, 0, side * 0.3]))
    put(joints, JOINT.shoulder, side, shoulder)
    put(joints, JOINT.elbow, side, [shoulder[0] + 0.2, shoulder[1] - 0.2, side * 0.2])
    put(joints, JOINT.wrist, side, [shoulder[0] + 0.4, shoulder[1] - 0.05, side * 0.1])
    put(joints, JOINT.ear, side, [shoulder[0] + 0.02, shoulder[1] + 0.2, side * 0.07])
  }
  joints.set(LANDMARK.nose, [0.15 * down + 0.1, hipHeight + TRUNK + 0.18, 0])
  return joints
}

/** The left joint (side -1) has the index itself, the right one the next. */
function put(joints: Map<number, Vector>, joint: Joint, side: number, at: Vector): void {
  joints.set(side < 0 ? joint : joint + 1, at)
}

/** Middle joint of a two-bone chain from `a` to `b` that bulges towards `pole`. */
function bend(a: Vector, b: Vector, first: number, second: number, pole: Vector): Vector {
  const span = minus(b, a)
  const length = Math.min(Math.hypot(...span), first + second - 1e-4)
  const along = scaled(span, 1 / Math.hypot(...span))
  const reach = (first ** 2 + length ** 2 - second ** 2) / (2 * length)
  const side = minus(pole, scaled(along, dot(pole, along)))
  const out = Math.sqrt(Math.max(0, first ** 2 - reach ** 2)) / Math.hypot(...side)
  return plus(a, plus(scaled(along, reach), scaled(side, out)))
}

function shoot(joints: Pose, scene: Scene, ms: number, random: () => number): PoseFrame {
  const blur = (value: number): number => value + scene.noiseMetres * gaussian(random)
  const seen: Vector[] = []
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    const at = joints.get(i) ?? joints.get(LANDMARK.nose) ?? [0, 0, 0]
    const [x, y, z] = turned(at, scene.yawDeg)
    seen.push([blur(x), blur(y), blur(z)])
  }
  const hips = scaled(plus(seen[JOINT.hip] ?? [0, 0, 0], seen[JOINT.hip + 1] ?? [0, 0, 0]), 0.5)
  const [width, height] = scene.isPortrait
    ? [SHORT_PIXELS, LONG_PIXELS]
    : [LONG_PIXELS, SHORT_PIXELS]
  return {
    landmarks: seen.map((at) => project(at, scene, width, height)),
    worldLandmarks: seen.map((at) => {
      const [x, y, z] = tilted(minus(at, hips), scene)
      return { x, y: -y, z }
    }),
    width,
    height,
    timestampMs: ms,
  }
}

function turned([x, y, z]: Vector, yawDeg: number): Vector {
  const yaw = (yawDeg * Math.PI) / 180
  return [x * Math.cos(yaw) + z * Math.sin(yaw), y, z * Math.cos(yaw) - x * Math.sin(yaw)]
}

/** From the room's axes to those of a camera that looks down and is held askew. */
function tilted([x, y, z]: Vector, { pitchDeg, rollDeg }: Scene): Vector {
  const [pitch, roll] = [(pitchDeg * Math.PI) / 180, (rollDeg * Math.PI) / 180]
  const up = y * Math.cos(pitch) + z * Math.sin(pitch)
  const away = z * Math.cos(pitch) - y * Math.sin(pitch)
  return [x * Math.cos(roll) - up * Math.sin(roll), up * Math.cos(roll) + x * Math.sin(roll), away]
}

/** What lies outside the picture is the model's guess. */
function project(at: Vector, scene: Scene, width: number, height: number): Landmark {
  const camera: Vector = [0, scene.cameraHeightMetres, -scene.cameraDistanceMetres]
  const [right, up, away] = tilted(minus(at, camera), scene)
  const scale = FOCAL_PIXELS / Math.max(0.2, away)
  const [x, y] = [0.5 + (scale * right) / width, 0.5 - (scale * up) / height]
  const isInside = x >= 0 && x <= 1 && y >= 0 && y <= 1
  return { x, y, z: 0, visibility: isInside ? 0.95 : GUESS_VISIBILITY }
}

function plus(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

function minus(a: Vector, b: Vector): Vector {
  return plus(a, scaled(b, -1))
}

function scaled(a: Vector, factor: number): Vector {
  return [a[0] * factor, a[1] * factor, a[2] * factor]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
