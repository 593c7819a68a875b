import type { Landmark, PoseFrame } from '@/engine'

/** Points by BlazePose's numbers, in shares of a square picture; a pair is given once and spread by `width`. */
export interface DrawnPose {
  readonly nose: readonly [number, number]
  readonly shoulder: readonly [number, number]
  readonly hip: readonly [number, number]
  readonly knee: readonly [number, number]
  readonly ankle: readonly [number, number]
  readonly leftWrist: readonly [number, number]
  readonly rightWrist: readonly [number, number]
  /** How far apart left and right are: little from the side. */
  readonly width?: number
  readonly visibility?: number
}

export const STANDING: DrawnPose = {
  nose: [0.5, 0.15],
  shoulder: [0.5, 0.25],
  hip: [0.5, 0.5],
  knee: [0.5, 0.7],
  ankle: [0.5, 0.9],
  leftWrist: [0.58, 0.5],
  rightWrist: [0.42, 0.5],
  width: 0.12,
}

export const LYING: DrawnPose = {
  nose: [0.2, 0.6],
  shoulder: [0.28, 0.62],
  hip: [0.52, 0.7],
  knee: [0.68, 0.75],
  ankle: [0.85, 0.8],
  leftWrist: [0.28, 0.85],
  rightWrist: [0.28, 0.85],
  width: 0.02,
}

/** A frame of a drawn pose, in a picture of 1000 x 1000. */
export function posed(pose: DrawnPose | null, timestampMs: number): PoseFrame {
  const size = { width: 1_000, height: 1_000, timestampMs }
  if (pose === null) return { landmarks: null, worldLandmarks: null, ...size }
  const points = new Map<number, readonly [number, number]>([
    [0, pose.nose],
    [15, pose.leftWrist],
    [16, pose.rightWrist],
    ...pair(11, pose.shoulder, pose.width),
    ...pair(23, pose.hip, pose.width),
    ...pair(25, pose.knee, pose.width),
    ...pair(27, pose.ankle, pose.width),
  ])
  const landmarks = Array.from({ length: 33 }, (_, i): Landmark => {
    const [x, y] = points.get(i) ?? pose.hip
    return { x, y, z: 0, visibility: pose.visibility ?? 1 }
  })
  return { landmarks, worldLandmarks: null, ...size }
}

function pair(
  left: number,
  [x, y]: readonly [number, number],
  width = 0,
): [number, readonly [number, number]][] {
  return [
    [left, [x + width / 2, y]],
    [left + 1, [x - width / 2, y]],
  ]
}
