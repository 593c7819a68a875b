import { JOINTS } from '../joints'
import { Home } from './home'
import {
  LEAST_VISIBILITY,
  type Picture,
  type Point,
  type Seen,
  type Trunk,
  distance,
  isAt,
  pixelsPerMetre,
  placeOf,
  trunkOf,
} from './track'

/** As many times the pixels a metre: who is that much larger is nearer, and no error of the model's. */
const NEARER = 1.3
/** Who moves trains, and is left alone. */
const STILL_FOR_MS = 3000
/** Nobody is as still as a picture for so long from the moment they appear: others are looked at more often then. */
const UNMOVED_MS = 6000
const LOOKED_AGAIN_MS = 700
/** As a share of the trunk's size; a rope jumper's hands and feet move further. */
const MOVED_SHARE = 0.15
/** After a longer absence whoever is found may be someone else. */
const ABSENT_MS = 2000

type Places = ReadonlyMap<number, Point>

/**
 * Keeps to whoever is nearest to the camera. MediaPipe follows the figure that it is surest of, be it somebody upright
 * on the sofa, on a poster or on television, and looks for no other one while it has that. So the rest of the picture
 * is looked at, too: as somebody appears, while they stand still, and once they have left where they were, because it
 * costs four looks. A figure that appeared six seconds ago or more and has never moved is a picture on the wall, and is
 * left for anybody who moves.
 */
export class Nearest {
  #seenMs = Number.NEGATIVE_INFINITY
  #places: Places = new Map()
  #waitsFromMs = 0
  readonly #home = new Home()
  #trunk: Trunk | null = null
  /** Since the figure appeared. */
  #hasMoved = false
  #appearedMs = 0
  /** Of whom the rest of the picture first showed. */
  #others: Places = new Map()
  /** Of a figure that was left because it had never moved. */
  #onWall: Places = new Map()

  /**
   * `pose`, or that of somebody nearer, or of who was hidden by whom it shows, if `elsewhere` finds one. If not, `back`
   * finds the figure again, which MediaPipe has let go of meanwhile.
   */
  async choose<Pose extends Seen>(
    pose: Pose,
    picture: Picture,
    elsewhere: () => Pose | null,
    back: () => Promise<Pose | null>,
  ): Promise<{ readonly pose: Pose; readonly isOther: boolean }> {
    const isNew = this.#note(pose, picture)
    const isLeft = this.#home.isLeft(pose, picture)
    const isWatched = this.#seemsPainted(picture) && this.#others.size > 0
    const waitMs = isWatched ? LOOKED_AGAIN_MS : STILL_FOR_MS
    const isStill = picture.atMs - this.#waitsFromMs >= waitMs
    if (!isNew && !isStill && !isLeft) return { pose, isOther: false }
    this.#waitsFromMs = picture.atMs
    const other = elsewhere()
    if (other === null || !this.#prefers(other, isLeft, pose, picture))
      return { pose: (await back()) ?? pose, isOther: false }
    if (this.#seemsPainted(picture)) this.#onWall = placesOf(pose, picture)
    this.#follow(other, picture)
    return { pose: other, isOther: true }
  }

  /** Keeps to somebody found where the whole picture showed nobody: nobody is nearer. */
  keepTo(pose: Seen, picture: Picture): void {
    this.#note(pose, picture)
  }

  /** Remembers when and where somebody is seen; whether they have just appeared. */
  #note(pose: Seen, picture: Picture): boolean {
    const isNew = picture.atMs - this.#seenMs > ABSENT_MS
    if (isNew) this.#home.forget()
    this.#seenMs = picture.atMs
    const trunk = trunkOf(pose, picture)
    const isSame = this.#trunk !== null && isAt(trunk, this.#trunk)
    const places = placesOf(pose, picture)
    const moves = hasMoved(this.#places, places, trunk)
    this.#trunk = trunk
    // Who is found again where they were is the same.
    this.#hasMoved = isSame && (this.#hasMoved || moves)
    if (!isSame) this.#appearedMs = picture.atMs
    if (isNew || moves) {
      this.#places = places
      this.#waitsFromMs = picture.atMs
    }
    return isNew
  }

  #follow(other: Seen, picture: Picture): void {
    this.#places = placesOf(other, picture)
    this.#trunk = trunkOf(other, picture)
    this.#hasMoved = true
  }

  /** Whether `other` is who was hidden by the figure, or better than it. */
  #prefers(other: Seen, isLeft: boolean, pose: Seen, picture: Picture): boolean {
    if (isLeft && this.#home.has(other, picture)) return true
    if (!this.#isBetter(other, pose, picture)) return false
    // Where the figure was is no place to go back to.
    this.#home.forget()
    return true
  }

  /** Whether `other` is nearer, or moves while the figure never has. */
  #isBetter(other: Seen, pose: Seen, picture: Picture): boolean {
    const [now, trunk] = [placesOf(other, picture), trunkOf(other, picture)]
    if (this.#onWall.size > 0 && !hasMoved(this.#onWall, now, trunk)) return false
    if (isNearer(other, pose, picture)) return true
    if (this.#others.size === 0) this.#others = now
    return this.#seemsPainted(picture) && hasMoved(this.#others, now, trunk)
  }

  #seemsPainted({ atMs }: Picture): boolean {
    return !this.#hasMoved && atMs - this.#appearedMs >= UNMOVED_MS
  }
}

function isNearer(one: Seen, other: Seen, picture: Picture): boolean {
  return pixelsPerMetre(one, picture) > NEARER * pixelsPerMetre(other, picture)
}

/** Of the joints that are seen. */
function placesOf(pose: Seen, picture: Picture): Places {
  const seen = JOINTS.filter((joint) => (pose.landmarks[4 * joint + 3] ?? 0) >= LEAST_VISIBILITY)
  return new Map(seen.map((joint) => [joint, placeOf(pose, joint, picture)]))
}

/** Whether a joint that was seen before is elsewhere now, measured by the trunk. */
function hasMoved(before: Places, now: Places, { size }: Trunk): boolean {
  return [...now].some(
    ([joint, place]) => distance(before.get(joint) ?? place, place) > MOVED_SHARE * size,
  )
}
