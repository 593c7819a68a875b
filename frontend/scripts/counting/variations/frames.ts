/** Small tools to change recorded frames: each gives new frames and leaves the old ones as they are. */
import { Body } from '../../../src/engine/body/body.ts'
import { gaussian } from '../../../src/engine/testing/random.ts'
import type { Landmark, PoseFrame, WorldLandmark } from '../../../src/engine/types.ts'

export type Frames = readonly PoseFrame[]
export type Random = () => number

/** A frame in which somebody is seen, with the pixels that one metre of the body takes. */
export interface Seen {
  readonly frame: PoseFrame
  readonly points: readonly Landmark[]
  readonly world: readonly WorldLandmark[]
  readonly pixelsPerMetre: number
}

const LEFT_HIP = 23
const RIGHT_HIP = 24

/** Changes the frames that show somebody; the others stay. */
export function mapSeen(frames: Frames, change: (seen: Seen, index: number) => PoseFrame): Frames {
  const body = new Body()
  return frames.map((frame, index) => {
    const { landmarks, worldLandmarks } = frame
    if (landmarks === null || worldLandmarks === null || !body.fill(frame)) return frame
    const pixelsPerMetre = body.measurePixelsPerMetre()
    return change({ frame, points: landmarks, world: worldLandmarks, pixelsPerMetre }, index)
  })
}

/** Left and right of a list of 33 exchanged: 1-3 with 4-6, then every odd one from 7 on with the next. */
export function exchangeSides<T>(points: readonly T[]): readonly T[] {
  return points.map((point, i) => points[otherSide(i)] ?? point)
}

function otherSide(i: number): number {
  if (i === 0) return 0
  if (i < 7) return i < 4 ? i + 3 : i - 3
  return i % 2 === 1 ? i + 1 : i - 1
}

/** Middle of the hips, pixels. */
export function hipsPixels({ frame, points }: Seen): readonly [number, number] {
  const [left, right] = [points[LEFT_HIP], points[RIGHT_HIP]]
  if (left === undefined || right === undefined) throw new RangeError('not 33 landmarks')
  return [((left.x + right.x) / 2) * frame.width, ((left.y + right.y) / 2) * frame.height]
}

/** Noise with a memory, as landmarks and hands that hold a phone have it: unit variance, correlated over `memoryMs`. */
export class Wander {
  readonly #random: Random
  readonly #memoryMs: number
  #value: number
  #lastMs: number | null = null

  constructor(random: Random, memoryMs: number) {
    this.#random = random
    this.#memoryMs = memoryMs
    this.#value = gaussian(random)
  }

  at(timestampMs: number): number {
    const elapsedMs = timestampMs - (this.#lastMs ?? timestampMs)
    this.#lastMs = timestampMs
    const kept = Math.exp(-elapsedMs / this.#memoryMs)
    this.#value = kept * this.#value + Math.sqrt(1 - kept * kept) * gaussian(this.#random)
    return this.#value
  }
}

/** As many independent wanders as asked for. */
export function wanders(count: number, random: Random, memoryMs: number): readonly Wander[] {
  return Array.from({ length: count }, () => new Wander(random, memoryMs))
}

/** The frame between two others at `timestampMs`; the nearer one where a body is missing in either. */
export function between(a: PoseFrame, b: PoseFrame, timestampMs: number): PoseFrame {
  const share = (timestampMs - a.timestampMs) / Math.max(1, b.timestampMs - a.timestampMs)
  const [pa, pb] = [a.landmarks, b.landmarks]
  const [wa, wb] = [a.worldLandmarks, b.worldLandmarks]
  if (pa === null || pb === null || wa === null || wb === null)
    return { ...(share < 0.5 ? a : b), timestampMs }
  const mix = (from: number, to = from): number => from + share * (to - from)
  return {
    ...a,
    timestampMs,
    landmarks: pa.map((point, i) => ({
      x: mix(point.x, pb[i]?.x),
      y: mix(point.y, pb[i]?.y),
      z: mix(point.z, pb[i]?.z),
      visibility: mix(point.visibility, pb[i]?.visibility),
    })),
    worldLandmarks: wa.map((point, i) => ({
      x: mix(point.x, wb[i]?.x),
      y: mix(point.y, wb[i]?.y),
      z: mix(point.z, wb[i]?.z),
    })),
  }
}
