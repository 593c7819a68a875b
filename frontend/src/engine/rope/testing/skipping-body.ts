/**
 * A body that skips, walks, squats and so on, with known truth: joints moved by formula, seen from the front by a
 * camera without perspective. Metres; x = to the right in the picture, y = up.
 */
import { JOINT, LANDMARK, LANDMARK_COUNT, SIDES } from '../../body/landmarks.ts'
import type { Joint, Side } from '../../body/landmarks.ts'
import { gaussian, seeded } from '../../testing/random.ts'
import type { PoseFrame } from '../../types.ts'

export type Movement =
  | 'bounce'
  | 'steps'
  | 'stand'
  | 'walk'
  | 'walk on the spot'
  | 'high knees'
  | 'squat'
  | 'bob'
  | 'sway'
  | 'wave'
  | 'jumping jack'
  | 'camera shake'

/** This many cycles of a movement: jumps, steps, squats. */
export interface Part {
  readonly movement: Movement
  readonly cycles: number
  readonly perMinute: number
}

export interface Film {
  readonly framesPerSecond: number
  /** Standard deviation of each landmark, metres of the body. */
  readonly noiseMetres: number
  /** Share of frames that are lost. */
  readonly dropShare: number
  /** Largest error of a frame's time, ms. */
  readonly jitterMs: number
  /** Whether the picture ends above the feet. */
  readonly hidesFeet: boolean
  readonly seed: number
}

const FILM: Film = {
  framesPerSecond: 30,
  noiseMetres: 0.004,
  dropShare: 0,
  jitterMs: 0,
  hidesFeet: false,
  seed: 1,
}

export const PIXELS_PER_METRE = 300
const [WIDTH, HEIGHT] = [1280, 720]
const GRAVITY = 9.81
/** Share of a jump's time in the air. */
const FLIGHT = 0.6
/** Higher jumps are landed with deeper knees: metres for a jump of a second. */
const LANDING_DIP_METRES = 0.12
const [SHOULDER_Y, HIP_Y, KNEE_Y, ANKLE_Y] = [1.4, 0.92, 0.5, 0.08]

/** What moves the standing body: metres up, left and right where there are two. */
interface Offsets {
  trunk: number
  knees: [number, number]
  ankles: [number, number]
  hands: [number, number]
  feetApart: number
  across: number
  camera: number
}

/** Frames of these parts, one after the other, between two seconds of standing. */
export function filmParts(
  parts: readonly Part[],
  changes: Partial<Film> = {},
): readonly PoseFrame[] {
  const film = { ...FILM, ...changes }
  const random = seeded(film.seed)
  const stand: Part = { movement: 'stand', cycles: 1, perMinute: 30 }
  const all = [stand, ...parts, stand]
  const lengthMs = all.reduce((sum, part) => sum + partMs(part), 0)
  const frames: PoseFrame[] = []
  for (let ms = 0; ms < lengthMs; ms += 1000 / film.framesPerSecond) {
    if (random() < film.dropShare) continue
    const blurMs = film.jitterMs * (2 * random() - 1)
    frames.push(shoot(offsetsAt(all, ms), film, ms + blurMs, random))
  }
  return frames
}

function partMs({ cycles, perMinute }: Part): number {
  return (cycles * 60_000) / perMinute
}

function offsetsAt(parts: readonly Part[], ms: number): Offsets {
  let startMs = 0
  for (const part of parts) {
    if (ms < startMs + partMs(part)) return offsets(part, (ms - startMs) / 1000)
    startMs += partMs(part)
  }
  return still()
}

function still(): Offsets {
  return {
    trunk: 0,
    knees: [0, 0],
    ankles: [0, 0],
    hands: [0, 0],
    feetApart: 0,
    across: 0,
    camera: 0,
  }
}

function offsets({ movement, perMinute }: Part, seconds: number): Offsets {
  const cycle = (seconds * perMinute) / 60
  const move = MOVES[movement]
  return { ...still(), ...move(cycle, 60 / perMinute, seconds) }
}

/** 0 at the start and the end of a cycle, 1 in its middle. */
function once(cycle: number): number {
  return (1 - Math.cos(2 * Math.PI * cycle)) / 2
}

/** One leg up, then the other, one step a cycle, beginning with both on the ground. */
function inTurns(cycle: number, lift: number): [number, number] {
  const swing = Math.sin(Math.PI * cycle)
  return [(lift * (1 + swing)) / 2, (lift * (1 - swing)) / 2]
}

const MOVES: Readonly<
  Record<Movement, (cycle: number, cycleSeconds: number, seconds: number) => Partial<Offsets>>
> = {
  stand: () => ({}),
  bounce: (cycle, cycleSeconds) => {
    const share = cycle % 1
    if (share < 1 - FLIGHT) {
      const dip = -LANDING_DIP_METRES * cycleSeconds * Math.sin((Math.PI * share) / (1 - FLIGHT))
      return { trunk: dip, knees: [dip / 2, dip / 2] }
    }
    const flight = (share - 1 + FLIGHT) / FLIGHT
    const up = ((GRAVITY * (FLIGHT * cycleSeconds) ** 2) / 8) * 4 * flight * (1 - flight)
    return { trunk: up, knees: [up, up], ankles: [up, up] }
  },
  steps: (cycle) => ({
    trunk: 0.03 * once(cycle),
    knees: inTurns(cycle, 0.12),
    ankles: inTurns(cycle, 0.2),
  }),
  walk: (cycle, _, seconds) => ({
    ...MOVES['walk on the spot'](cycle, _, seconds),
    across: 0.9 * seconds,
  }),
  'walk on the spot': (cycle) => {
    const [left, right] = [
      Math.max(0, Math.sin(Math.PI * cycle)),
      Math.max(0, -Math.sin(Math.PI * cycle)),
    ]
    const arms = 0.12 * Math.sin(Math.PI * cycle)
    return {
      trunk: 0.03 * once(cycle),
      knees: [0.08 * left, 0.08 * right],
      ankles: [0.12 * left, 0.12 * right],
      hands: [-arms, arms],
    }
  },
  'high knees': (cycle) => ({
    trunk: 0.04 * once(cycle),
    knees: inTurns(cycle, 0.45),
    ankles: inTurns(cycle, 0.45),
  }),
  squat: (cycle) => ({
    trunk: -0.4 * once(cycle),
    knees: [-0.1 * once(cycle), -0.1 * once(cycle)],
  }),
  bob: (cycle) => ({
    trunk: -0.08 * once(cycle),
    knees: [-0.03 * once(cycle), -0.03 * once(cycle)],
  }),
  sway: (cycle) => ({ trunk: 0.015 * once(cycle), across: 0.1 * Math.sin(2 * Math.PI * cycle) }),
  wave: (cycle) => ({ hands: [0, 0.6 + 0.2 * once(cycle)] }),
  'jumping jack': (cycle) => {
    const up = 0.1 * once(2 * cycle)
    return {
      trunk: up,
      knees: [up, up],
      ankles: [up, up],
      hands: [1.1 * once(cycle), 1.1 * once(cycle)],
      feetApart: 0.6 * once(cycle),
    }
  },
  'camera shake': (cycle) => ({
    camera: 0.02 * (Math.sin(5.3 * cycle) + Math.sin(11.7 * cycle) + Math.sin(17.9 * cycle)),
  }),
}

function joints(to: Offsets): ReadonlyMap<number, readonly [number, number]> {
  const found = new Map<number, readonly [number, number]>()
  const put = (joint: Joint, side: Side, x: number, y: number): void => {
    found.set(joint + side, [(side === 0 ? -x : x) + to.across, y + to.camera])
  }
  for (const side of SIDES) {
    const hand = 1 + to.hands[side]
    put(JOINT.ear, side, 0.08, 1.6 + to.trunk)
    put(JOINT.shoulder, side, 0.18, SHOULDER_Y + to.trunk)
    put(JOINT.elbow, side, 0.28, (SHOULDER_Y + hand) / 2 + to.trunk)
    put(JOINT.wrist, side, 0.36, hand + to.trunk)
    put(JOINT.hip, side, 0.1, HIP_Y + to.trunk)
    put(JOINT.knee, side, 0.1 + to.feetApart / 4, KNEE_Y + to.knees[side])
    put(JOINT.ankle, side, 0.1 + to.feetApart / 2, ANKLE_Y + to.ankles[side])
  }
  found.set(LANDMARK.nose, [to.across, 1.58 + to.trunk + to.camera])
  return found
}

function shoot(to: Offsets, film: Film, timestampMs: number, random: () => number): PoseFrame {
  const at = joints(to)
  const centreY = HIP_Y + to.trunk + to.camera
  const points = Array.from({ length: LANDMARK_COUNT }, (_, i) => {
    const [x, y] = at.get(i) ?? at.get(LANDMARK.nose) ?? [0, 0]
    return [
      x + film.noiseMetres * gaussian(random),
      y + film.noiseMetres * gaussian(random),
    ] as const
  })
  return {
    landmarks: points.map(([x, y], i) => ({
      x: 0.5 + (x * PIXELS_PER_METRE) / WIDTH,
      y: 0.95 - (y * PIXELS_PER_METRE) / HEIGHT,
      z: 0,
      visibility: film.hidesFeet && i >= LANDMARK.leftAnkle ? 0.1 : 0.95,
    })),
    worldLandmarks: points.map(([x, y]) => ({ x: x - to.across, y: centreY - y, z: 0 })),
    width: WIDTH,
    height: HEIGHT,
    timestampMs,
  }
}
