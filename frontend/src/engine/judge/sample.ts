import { mid } from '../body/body.ts'
import type { Body } from '../body/body.ts'
import { JOINT, LANDMARK_COUNT } from '../body/landmarks.ts'
import { at } from '../signals/at.ts'

/** Where each part of a sample begins. Lengths are body metres about the middle of the hips, up is positive. */
export const PART = {
  /** In the picture. */
  x: 0,
  y: LANDMARK_COUNT,
  visibility: 2 * LANDMARK_COUNT,
  /** In space, z away from the camera. */
  worldX: 3 * LANDMARK_COUNT,
  worldY: 4 * LANDMARK_COUNT,
  worldZ: 5 * LANDMARK_COUNT,
  /** The way of the hips in the picture since the scene began: to the right, up. */
  pathX: 6 * LANDMARK_COUNT,
  pathY: 6 * LANDMARK_COUNT + 1,
  /** Natural logarithm of the pixels a body metre takes. */
  logScale: 6 * LANDMARK_COUNT + 2,
} as const

export const SAMPLE_LENGTH = 6 * LANDMARK_COUNT + 3

/** A body as numbers that neither place nor size in the picture change, laid out as PART says. */
export type Sample = Float64Array

/** Where the middle of the hips was in the picture, pixels; kept from one frame to the next. */
export interface Hips {
  readonly x: number
  readonly y: number
}

export function hipsOf(body: Body): Hips {
  return { x: body.midPixelX(JOINT.hip), y: body.midPixelY(JOINT.hip) }
}

/**
 * The body as a sample. The way goes on from that of `before`, whose hips were at `from`; it begins at 0 without them.
 */
export function sampleOf(body: Body, before: Sample | null, from: Hips): Sample {
  const sample = new Float64Array(SAMPLE_LENGTH)
  const { pixelsPerMetre } = body
  const hips = hipsOf(body)
  const world = [body.worldX, body.worldY, body.worldZ].map((axis) => mid(axis, JOINT.hip))
  const [worldX = 0, worldY = 0, worldZ = 0] = world
  for (let i = 0; i < LANDMARK_COUNT; i++) {
    sample[PART.x + i] = (at(body.pixelX, i) - hips.x) / pixelsPerMetre
    sample[PART.y + i] = (hips.y - at(body.pixelY, i)) / pixelsPerMetre
    sample[PART.visibility + i] = at(body.visibility, i)
    sample[PART.worldX + i] = at(body.worldX, i) - worldX
    sample[PART.worldY + i] = worldY - at(body.worldY, i)
    sample[PART.worldZ + i] = at(body.worldZ, i) - worldZ
  }
  sample[PART.logScale] = Math.log(pixelsPerMetre)
  if (before !== null) {
    sample[PART.pathX] = at(before, PART.pathX) + (hips.x - from.x) / pixelsPerMetre
    sample[PART.pathY] = at(before, PART.pathY) + (from.y - hips.y) / pixelsPerMetre
  }
  return sample
}

/** The sample at `share` of the way from one to another. */
export function between(from: Sample, to: Sample, share: number): Sample {
  const drawn = new Float64Array(SAMPLE_LENGTH)
  for (let i = 0; i < SAMPLE_LENGTH; i++) drawn[i] = at(from, i) + share * (at(to, i) - at(from, i))
  return drawn
}
