import { drawnOf } from './skeleton'
import type { PoseFrame } from '@/engine'

/** Room around the movement, in its longer sides. */
const ROOM = 0.1

/** The same pictures cut to the whole movement of whoever is drawn in them, however far away that is. */
export function closeUp(frames: readonly PoseFrame[]): readonly PoseFrame[] {
  const places = frames.flatMap(({ landmarks, width, height }) =>
    landmarks === null
      ? []
      : drawnOf(landmarks).map(({ x, y }) => [x * width, y * height] as const),
  )
  const [first] = places
  if (first === undefined) return frames
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)]
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  const [right, bottom] = [Math.max(...xs), Math.max(...ys)]
  const room = Math.max(right - left, bottom - top) * ROOM
  if (room === 0) return frames
  const size = { width: right - left + 2 * room, height: bottom - top + 2 * room }
  return frames.map((frame) => ({
    ...frame,
    ...size,
    landmarks:
      frame.landmarks?.map((landmark) => ({
        ...landmark,
        x: (landmark.x * frame.width - left + room) / size.width,
        y: (landmark.y * frame.height - top + room) / size.height,
      })) ?? null,
  }))
}
