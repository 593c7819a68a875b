/** Other cameras and worse landmarks: what changes the picture of a movement and not its time. */
import { median } from '../../../src/engine/signals/median.ts'
import type { WorldLandmark } from '../../../src/engine/types.ts'
import { exchangeSides, hipsPixels, mapSeen, Wander, wanders } from './frames.ts'
import type { Frames, Random, Seen } from './frames.ts'

const LANDMARKS = 33
/** The model's errors from frame to frame are alike over about this time. */
const JITTER_MS = 60
/** Joints that are not seen are guessed: the guess is off by this much and drifts. */
const GUESS_METRES = 0.04
const GUESS_MS = 300
const GUESS_VISIBILITY = 0.1
const SHAKE_MS = 150
const HALF_SECOND_MS = 500
const RADIANS = Math.PI / 180

export const ARM = { left: [11, 13, 15, 17, 19, 21], right: [12, 14, 16, 18, 20, 22] } as const
export const LEGS = [25, 26, 27, 28, 29, 30, 31, 32]
export const FEET = [27, 28, 29, 30, 31, 32]
export const HEAD = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Filmed from the other side. */
export function mirrored(frames: Frames): Frames {
  return mapSeen(frames, ({ frame, points, world }) => ({
    ...frame,
    landmarks: exchangeSides(points).map((point) => ({ ...point, x: 1 - point.x })),
    worldLandmarks: exchangeSides(world).map((point) => ({ ...point, x: -point.x })),
  }))
}

/**
 * Filmed by a camera that stands `yawDeg` aside, looks up by `pitchDeg` more and is held askew by `rollDeg`: each joint
 * where this picture shows it, at the depth that the model gives it, turned about the middle of the picture. Held askew
 * alone it is exact.
 */
export function filmedFrom(frames: Frames, yawDeg: number, pitchDeg: number, rollDeg = 0): Frames {
  const turn = (point: WorldLandmark): WorldLandmark => rotated(point, yawDeg, pitchDeg, rollDeg)
  return mapSeen(frames, ({ frame, points, world, pixelsPerMetre }) => {
    const [across, down] = [frame.width / pixelsPerMetre, frame.height / pixelsPerMetre]
    const landmarks = points.map((point, i) => {
      const z = world[i]?.z ?? 0
      const at = turn({ x: (point.x - 0.5) * across, y: (point.y - 0.5) * down, z })
      return { ...point, x: 0.5 + at.x / across, y: 0.5 + at.y / down, z: at.z }
    })
    return { ...frame, landmarks, worldLandmarks: world.map(turn) }
  })
}

function rotated(
  { x, y, z }: WorldLandmark,
  yaw: number,
  pitch: number,
  roll: number,
): WorldLandmark {
  const [x1, z1] = rotatedPlane(x, z, yaw)
  const [y2, z2] = rotatedPlane(y, z1, pitch)
  const [x3, y3] = rotatedPlane(x1, y2, roll)
  return { x: x3, y: y3, z: z2 }
}

function rotatedPlane(a: number, b: number, degrees: number): readonly [number, number] {
  const [cos, sin] = [Math.cos(degrees * RADIANS), Math.sin(degrees * RADIANS)]
  return [cos * a + sin * b, cos * b - sin * a]
}

/** Every landmark off by this much of the body, differently from moment to moment. */
export function noisy(frames: Frames, random: Random, metres: number): Frames {
  const errors = wanders(LANDMARKS * 5, random, JITTER_MS)
  const error = (i: number, timestampMs: number): number =>
    metres * (errors[i]?.at(timestampMs) ?? 0)
  return mapSeen(frames, ({ frame, points, world, pixelsPerMetre }) => ({
    ...frame,
    landmarks: points.map((point, i) => ({
      ...point,
      x: point.x + (pixelsPerMetre * error(5 * i, frame.timestampMs)) / frame.width,
      y: point.y + (pixelsPerMetre * error(5 * i + 1, frame.timestampMs)) / frame.height,
    })),
    worldLandmarks: world.map((point, i) => ({
      x: point.x + error(5 * i + 2, frame.timestampMs),
      y: point.y + error(5 * i + 3, frame.timestampMs),
      z: point.z + error(5 * i + 4, frame.timestampMs),
    })),
  }))
}

/** Joints hidden all the time: the model guesses them and says so. */
export function hidden(frames: Frames, random: Random, joints: readonly number[]): Frames {
  return guessed(frames, random, (_, i) => joints.includes(i))
}

/** Only the middle of the picture, `widthShare` of its width around the body: portrait video out of landscape. */
export function cropped(frames: Frames, random: Random, aspect: number): Frames {
  const middles: number[] = []
  mapSeen(frames, (seen) => {
    middles.push(hipsPixels(seen)[0])
    return seen.frame
  })
  const middle = median(middles)
  const narrow = mapSeen(frames, ({ frame, points }) => {
    const width = Math.min(frame.width, Math.round(frame.height * aspect))
    const left = Math.min(frame.width - width, Math.max(0, middle - width / 2))
    const landmarks = points.map((point) => ({
      ...point,
      x: (point.x * frame.width - left) / width,
    }))
    return { ...frame, width, landmarks }
  })
  return guessed(narrow, random, ({ points }, i) => {
    const x = points[i]?.x ?? 0
    return x < 0 || x > 1
  })
}

function guessed(
  frames: Frames,
  random: Random,
  isGuess: (seen: Seen, landmark: number) => boolean,
): Frames {
  const errors = wanders(LANDMARKS * 2, random, GUESS_MS)
  return mapSeen(frames, (seen) => {
    const { frame, points, pixelsPerMetre } = seen
    const error = (i: number): number =>
      GUESS_METRES * pixelsPerMetre * (errors[i]?.at(frame.timestampMs) ?? 0)
    const landmarks = points.map((point, i) => {
      if (!isGuess(seen, i)) return point
      return {
        ...point,
        x: point.x + error(2 * i) / frame.width,
        y: point.y + error(2 * i + 1) / frame.height,
        visibility: GUESS_VISIBILITY,
      }
    })
    return { ...frame, landmarks }
  })
}

/** A hand holds the phone: all goes up, down and sideways as one by this much of the picture's height. */
export function shaken(frames: Frames, random: Random, heightShare: number): Frames {
  const [across, up] = [new Wander(random, SHAKE_MS), new Wander(random, SHAKE_MS)]
  return mapSeen(frames, ({ frame, points }) => {
    const dx = (heightShare * frame.height * across.at(frame.timestampMs)) / frame.width
    const dy = heightShare * up.at(frame.timestampMs)
    return { ...frame, landmarks: points.map((p) => ({ ...p, x: p.x + dx, y: p.y + dy })) }
  })
}

/** The model takes left for right for a tenth of a second, `share` of the time. */
export function sidesExchanged(frames: Frames, random: Random, share: number): Frames {
  let untilMs = Number.NEGATIVE_INFINITY
  return mapSeen(frames, ({ frame, points, world }) => {
    if (frame.timestampMs >= untilMs && random() < share / 3) untilMs = frame.timestampMs + 100
    if (frame.timestampMs >= untilMs) return frame
    return { ...frame, landmarks: exchangeSides(points), worldLandmarks: exchangeSides(world) }
  })
}

/** Quick ups and downs of every joint made smaller: low jumps. */
export function flattened(frames: Frames, factor: number): Frames {
  return mapSeen(frames, ({ frame, points }, index) => {
    const usual = usualHeights(frames, index)
    const landmarks = points.map((point, i) => {
      const mean = usual[i] ?? point.y
      return { ...point, y: mean + factor * (point.y - mean) }
    })
    return { ...frame, landmarks }
  })
}

/** Mean of each joint's y over the second around a frame. */
function usualHeights(frames: Frames, index: number): readonly number[] {
  const nowMs = frames[index]?.timestampMs ?? 0
  const sums = new Float64Array(LANDMARKS)
  let count = 0
  for (let i = Math.max(0, index - 40); i < Math.min(frames.length, index + 40); i++) {
    const frame = frames[i]
    if (!frame?.landmarks || Math.abs(frame.timestampMs - nowMs) > HALF_SECOND_MS) continue
    frame.landmarks.forEach((point, joint) => {
      sums[joint] = (sums[joint] ?? 0) + point.y
    })
    count += 1
  }
  return Array.from(sums, (sum) => sum / count)
}

/** An edited film: from its middle on a closer shot, `factor` times as large. */
export function cutCloser(frames: Frames, factor: number): Frames {
  const middleMs = ((frames[0]?.timestampMs ?? 0) + (frames.at(-1)?.timestampMs ?? 0)) / 2
  return mapSeen(frames, ({ frame, points }) => {
    if (frame.timestampMs < middleMs) return frame
    const landmarks = points.map((p) => ({
      ...p,
      x: 0.5 + factor * (p.x - 0.5),
      y: 0.5 + factor * (p.y - 0.5),
    }))
    return { ...frame, landmarks }
  })
}

/**
 * Every 4 s someone else is taken for the person for `lengthMs`: half as large, elsewhere, doing what was done before.
 */
export function someoneElse(frames: Frames, lengthMs: number): Frames {
  return mapSeen(frames, ({ frame }, index) => {
    if (frame.timestampMs % 4000 >= lengthMs || index < 30) return frame
    const other = frames[index - 30]
    if (!other?.landmarks) return frame
    const landmarks = other.landmarks.map((p) => ({ ...p, x: 0.05 + p.x / 2, y: 0.3 + p.y / 2 }))
    return { ...frame, landmarks, worldLandmarks: other.worldLandmarks }
  })
}
