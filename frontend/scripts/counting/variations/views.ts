/**
 * Views that the recordings lack: a far side badly seen, and legs that change names. Rough, so as to ask more than a
 * camera would.
 */
import { median } from '../../../src/engine/signals/median.ts'
import type { Landmark, PoseFrame, WorldLandmark } from '../../../src/engine/types.ts'
import { mapSeen, wanders } from './frames.ts'
import type { Frames, Random } from './frames.ts'

const FAR_LEG = [25, 27, 29, 31]
const FAR_ARM = [13, 15, 17, 19, 21]
const SHOULDERS = [11, 12] as const
const HIPS = [23, 24] as const
const ANKLES = [27, 28] as const
/** How much of a far joint is made up from the near one, how far it strays, and how badly it is seen. */
const MADE_UP_LEG = 0.35
const MADE_UP_ARM = 0.3
const STRAY_METRES = 0.04
const STRAY_MS = 200
const LEG_VISIBILITY = 0.5
const ARM_VISIBILITY = 0.2

/** The side turned away from the camera half made up from the near one, its arm shaken, both badly seen. */
export function farSideHidden(frames: Frames, random: Random): Frames {
  const strays = wanders(2 * FAR_ARM.length, random, STRAY_MS)
  const isLeftFar = facing(frames) > 0
  return mapSeen(frames, ({ frame, points, world, pixelsPerMetre }) => {
    const landmarks = points.map((point) => ({ ...point }))
    const mix = (left: number, share: number, visibility: number, metres: number): void => {
      const [far, near] = isLeftFar ? [left, left + 1] : [left + 1, left]
      const [a, b] = [landmarks[far], points[near]]
      if (a === undefined || b === undefined) return
      const at = FAR_ARM.indexOf(left)
      const stray = (axis: number): number =>
        at < 0 ? 0 : metres * (strays[2 * at + axis]?.at(frame.timestampMs) ?? 0)
      landmarks[far] = {
        ...a,
        x: a.x + share * (b.x - a.x) + (pixelsPerMetre * stray(0)) / frame.width,
        y: a.y + share * (b.y - a.y) + (pixelsPerMetre * stray(1)) / frame.height,
        visibility: a.visibility * visibility,
      }
    }
    for (const joint of FAR_LEG) mix(joint, MADE_UP_LEG, LEG_VISIBILITY, 0)
    for (const joint of FAR_ARM) mix(joint, MADE_UP_ARM, ARM_VISIBILITY, STRAY_METRES)
    return { ...frame, landmarks, worldLandmarks: world }
  })
}

/** Whichever foot is higher is called the left one, but for now and then: what the model does from the side. */
export function legsNamedByStep(frames: Frames, random: Random, share: number): Frames {
  return mapSeen(frames, ({ frame, points, world }) => {
    const [left, right] = [points[ANKLES[0]], points[ANKLES[1]]]
    if (left === undefined || right === undefined) return frame
    if (left.y < right.y || random() > share) return frame
    return { ...frame, ...exchanged(points, world) }
  })
}

function exchanged(
  points: readonly Landmark[],
  world: readonly WorldLandmark[],
): Pick<PoseFrame, 'landmarks' | 'worldLandmarks'> {
  const swap = <T>(all: readonly T[]): readonly T[] =>
    all.map((each, i) => (i < 25 ? each : (all[i % 2 === 1 ? i + 1 : i - 1] ?? each)))
  return { landmarks: swap(points), worldLandmarks: swap(world) }
}

/** How far the left side is farther from the camera than the right one, over the whole recording. */
function facing(frames: Frames): number {
  const depths = frames.flatMap(({ worldLandmarks }) => {
    const z = (i: number): number => worldLandmarks?.[i]?.z ?? 0
    return worldLandmarks === null
      ? []
      : [z(SHOULDERS[0]) - z(SHOULDERS[1]) + z(HIPS[0]) - z(HIPS[1])]
  })
  return median(depths)
}
