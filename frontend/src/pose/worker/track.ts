import { JOINTS } from '../joints'

/** Points of a pose as they are packed: (x, y, z, visibility) in shares of the picture, (x, y, z) in metres. */
export interface Seen {
  readonly landmarks: Float32Array
  readonly worldLandmarks: Float32Array
}

export type Point = readonly [x: number, y: number]

/** Places in pixels. */
export interface Trunk {
  readonly shoulders: Point
  readonly hips: Point
  /** The longer of its height and its width: someone who faces the camera from the floor has no height. */
  readonly size: number
  readonly atMs: number
}

const [LEFT_SHOULDER, RIGHT_SHOULDER, LEFT_HIP, RIGHT_HIP] = [11, 12, 23, 24]
const [LEFT_KNEE, RIGHT_KNEE] = [25, 26]
/** A joint with less is a guess. */
export const LEAST_VISIBILITY = 0.5
/** After a longer gap a person may be anywhere. */
const COMPARED_FOR_MS = 400
/** How far the shoulders hang below the hips. */
const UPSIDE_DOWN_DEG = 60

/** Looking anew costs two more looks, so it happens no more often than this. */
const ANEW_EVERY_MS = 250

/** A picture's time and its size in pixels. */
export interface Picture {
  readonly atMs: number
  readonly width: number
  readonly height: number
}

/**
 * Keeps to one person. When someone drops fast, MediaPipe can lose them and go on, for as long as it trusts itself,
 * with a figure that it makes up elsewhere, mostly one that stands on its head.
 */
export class Track {
  #last: Trunk | null = null
  #anewFromMs = Number.NEGATIVE_INFINITY

  /**
   * The pose that `search` finds in the picture. If it cannot be that of the person of the pictures before, `letGo` has
   * MediaPipe drop the figure, and the person is searched for once more. Null where nobody is found, or only one on the
   * head: as it turns over, the body would seem to leap, which speaks against all that the person does for seconds.
   */
  async find<Pose extends Seen>(
    picture: Picture,
    search: () => Promise<Pose | null>,
    letGo: () => void,
  ): Promise<Pose | null> {
    let pose = await search()
    if (pose !== null && picture.atMs >= this.#anewFromMs && this.#isLost(pose, picture)) {
      this.#anewFromMs = picture.atMs + ANEW_EVERY_MS
      letGo()
      pose = await search()
    }
    if (pose !== null && isOnHead(pose.worldLandmarks)) return null
    if (pose !== null) this.#last = trunkOf(pose, picture)
    return pose
  }

  /** Somebody else is followed from the next pose on, wherever they are. */
  change(): void {
    this.#last = null
  }

  #isLost(pose: Seen, picture: Picture): boolean {
    if (isUpsideDown(pose.worldLandmarks)) return true
    const last = this.#last
    if (last === null || picture.atMs - last.atMs > COMPARED_FOR_MS) return false
    const now = trunkOf(pose, picture)
    return (
      Math.max(distance(now.shoulders, last.shoulders), distance(now.hips, last.hips)) > last.size
    )
  }
}

export function trunkOf(pose: Seen, picture: Picture): Trunk {
  const place = (joint: number): Point => placeOf(pose, joint, picture)
  const [left, right] = [place(LEFT_SHOULDER), place(RIGHT_SHOULDER)]
  const shoulders = middle(left, right)
  const hips = middle(place(LEFT_HIP), place(RIGHT_HIP))
  return {
    shoulders,
    hips,
    size: Math.max(distance(shoulders, hips), distance(left, right)),
    atMs: picture.atMs,
  }
}

/** Whether one trunk is about where another was. */
export function isAt(one: Trunk, place: Trunk): boolean {
  return distance(one.hips, place.hips) <= place.size
}

/** In pixels. */
export function placeOf({ landmarks }: Seen, joint: number, { width, height }: Picture): Point {
  return [(landmarks[4 * joint] ?? 0) * width, (landmarks[4 * joint + 1] ?? 0) * height]
}

/** The head far below the hips, mostly a wrong guess; y points down. */
export function isUpsideDown(world: Float32Array): boolean {
  const hangs = fallDeg(world, [LEFT_HIP, RIGHT_HIP], [LEFT_SHOULDER, RIGHT_SHOULDER])
  return hangs > UPSIDE_DOWN_DEG
}

/** Upside down with the legs up: nobody trains like that. Who folds forward stands on the feet. */
function isOnHead(world: Float32Array): boolean {
  return isUpsideDown(world) && fallDeg(world, [LEFT_KNEE, RIGHT_KNEE], [LEFT_HIP, RIGHT_HIP]) > 0
}

type Pair = readonly [left: number, right: number]

/** How far `to` lies below `from`, from level, in degrees in space. */
function fallDeg(world: Float32Array, from: Pair, to: Pair): number {
  const sum = ([left, right]: Pair, axis: number): number =>
    (world[3 * left + axis] ?? 0) + (world[3 * right + axis] ?? 0)
  const along = (axis: number): number => sum(to, axis) - sum(from, axis)
  return (Math.atan2(along(1), Math.hypot(along(0), along(2))) * 180) / Math.PI
}

/** The spread of the joints in the picture over their spread in space, as far as the picture shows it. */
export function pixelsPerMetre(pose: Seen, picture: Picture): number {
  const inPicture = JOINTS.map((joint) => placeOf(pose, joint, picture))
  const inSpace = JOINTS.map((joint): Point => [
    pose.worldLandmarks[3 * joint] ?? 0,
    pose.worldLandmarks[3 * joint + 1] ?? 0,
  ])
  return spread(inPicture) / spread(inSpace)
}

function spread(points: readonly Point[]): number {
  const mean = (axis: 0 | 1): number =>
    points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const middle: Point = [mean(0), mean(1)]
  return Math.hypot(...points.map((point) => distance(point, middle)))
}

function middle([ax, ay]: Point, [bx, by]: Point): Point {
  return [(ax + bx) / 2, (ay + by) / 2]
}

export function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by)
}
