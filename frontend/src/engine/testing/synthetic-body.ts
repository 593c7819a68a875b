/** A kinematic body with known truth (synthetic-poses.ts), seen by a pinhole camera. */
import { JOINT, LANDMARK, LANDMARK_COUNT } from '../body/landmarks.ts'
import type { Landmark, PoseFrame } from '../types.ts'
import { gaussian, seeded } from './random.ts'
import { POSES } from './synthetic-poses.ts'
import type { Drawn, Moment, Pose } from './synthetic-poses.ts'
import { minus, plus, scaled } from './vectors.ts'
import type { Vector } from './vectors.ts'

export interface Scene {
  readonly exercise: Drawn
  readonly reps: number
  /** Time of one repetition, and of the rest before, between and after. */
  readonly repMs: number
  readonly restMs: number
  /** Of the repetition's time, how much is spent at the bottom without moving. */
  readonly holdMs: number
  /** 0 none, 1 all the way down. */
  readonly depth: number
  /** 0 from the side, 90 facing the head of a lying body or the front of a standing one. */
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

/** Frames of a whole set: rest, repetitions with rests between, rest. */
export function film(changes: Partial<Scene> = {}): readonly PoseFrame[] {
  const scene = { ...SCENE, ...changes }
  const random = seeded(scene.seed)
  const lengthMs = scene.restMs + scene.reps * (scene.repMs + scene.restMs)
  const frames: PoseFrame[] = []
  for (let ms = 0; ms <= lengthMs; ms += 1000 / scene.framesPerSecond)
    if (random() >= scene.dropShare)
      frames.push(shoot(POSES[scene.exercise](moment(scene, ms)), scene, ms, random))
  return frames
}

function moment({ depth, reps, repMs, restMs, holdMs }: Scene, ms: number): Moment {
  const rep = Math.floor(ms / (repMs + restMs))
  const inside = ms - rep * (repMs + restMs) - restMs
  if (rep >= reps || inside < 0) return { phase: 0, rep, share: 0 }
  const movingMs = repMs - holdMs
  const moved = inside - Math.min(holdMs, Math.max(0, inside - movingMs / 2))
  const phase = (depth * (1 - Math.cos((2 * Math.PI * moved) / movingMs))) / 2
  return { phase, rep, share: inside / repMs }
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

/**
 * Into the room, where z goes away from the camera: that makes it left-handed, while the body's own axes are
 * right-handed.
 */
function turned([x, y, right]: Vector, yawDeg: number): Vector {
  const yaw = (yawDeg * Math.PI) / 180
  const z = -right
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
