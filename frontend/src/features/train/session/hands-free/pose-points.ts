import type { Part } from './picture-light'
import type { Landmark, PoseFrame } from '@/engine'

/** BlazePose indices of the points used here; for a pair the left one, followed by the right one. */
export const POINT = { nose: 0, shoulder: 11, wrist: 15, hip: 23, knee: 25, ankle: 27 } as const

export type Point = (typeof POINT)[keyof typeof POINT]

/** A point in pixels, with the model's confidence, 0..1. */
export interface Pixel {
  readonly x: number
  readonly y: number
  readonly visibility: number
}

/** The points of one picture, in pixels: angles and lengths need the picture's shape. */
export class PosePoints {
  readonly width: number
  readonly height: number
  readonly #landmarks: readonly Landmark[]

  private constructor(frame: PoseFrame, landmarks: readonly Landmark[]) {
    this.width = frame.width
    this.height = frame.height
    this.#landmarks = landmarks
  }

  /** Null if the picture shows nobody. */
  static of(frame: PoseFrame): PosePoints | null {
    return frame.landmarks === null || frame.landmarks.length < 33
      ? null
      : new PosePoints(frame, frame.landmarks)
  }

  at(index: number): Pixel {
    const landmark = this.#landmarks[index]
    if (landmark === undefined) return { x: Number.NaN, y: Number.NaN, visibility: 0 }
    const { x, y, visibility } = landmark
    return { x: x * this.width, y: y * this.height, visibility }
  }

  pair(left: Point): readonly [Pixel, Pixel] {
    return [this.at(left), this.at(left + 1)]
  }

  middle(left: Point): Pixel {
    const [a, b] = this.pair(left)
    const visibility = Math.max(a.visibility, b.visibility)
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, visibility }
  }

  /** The part of the picture that holds all of them. */
  box(): Part {
    const [xs, ys] = [this.#landmarks.map(({ x }) => x), this.#landmarks.map(({ y }) => y)]
    return {
      left: Math.min(...xs),
      top: Math.min(...ys),
      right: Math.max(...xs),
      bottom: Math.max(...ys),
    }
  }

  /** Shoulders to hips, pixels. */
  trunk(): number {
    const [shoulder, hip] = [this.middle(POINT.shoulder), this.middle(POINT.hip)]
    return Math.hypot(shoulder.x - hip.x, shoulder.y - hip.y)
  }

  /** Whether the trunk stands upright in the picture. */
  isUpright(): boolean {
    const [shoulder, hip] = [this.middle(POINT.shoulder), this.middle(POINT.hip)]
    return hip.y - shoulder.y > UPRIGHT_SLOPE * Math.abs(hip.x - shoulder.x)
  }
}

/** About 60 degrees from horizontal. */
const UPRIGHT_SLOPE = 1.7
