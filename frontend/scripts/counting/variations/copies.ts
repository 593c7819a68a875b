/**
 * Copies of rope clips as other cameras would have filmed them, rough ones: what generalises shows in views nobody was
 * filmed in.
 */
import type { Frames, Random } from './frames.ts'
import * as picture from './picture.ts'
import { farSideHidden, legsNamedByStep } from './views.ts'

export interface Copy {
  readonly name: string
  readonly change: (frames: Frames, random: Random) => Frames
}

const YAWS = [45, -45, 75, -75]
/** Of the frames in which the model would name the other foot. */
const NAMED_BY_STEP = 0.9

function turnedAway(frames: Frames, random: Random, yawDeg: number): Frames {
  return farSideHidden(picture.filmedFrom(frames, yawDeg, 0), random)
}

export const COPIES: readonly Copy[] = [
  { name: 'as recorded', change: (f) => f },
  ...YAWS.map((yaw) => ({
    name: `turned by ${String(yaw)} degrees`,
    change: (f: Frames, r: Random) => turnedAway(f, r, yaw),
  })),
  ...YAWS.map((yaw) => ({
    name: `turned by ${String(yaw)} degrees, legs named by step`,
    change: (f: Frames, r: Random) => legsNamedByStep(turnedAway(f, r, yaw), r, NAMED_BY_STEP),
  })),
  {
    name: 'legs named by step',
    change: (f, r) => legsNamedByStep(f, r, NAMED_BY_STEP),
  },
  { name: 'feet unseen', change: (f, r) => picture.hidden(f, r, picture.FEET) },
  { name: 'legs unseen', change: (f, r) => picture.hidden(f, r, picture.LEGS) },
]
