import { JOINTS } from '../joints'
import { Home } from './home'
import {
  type Picture,
  type Point,
  type Seen,
  distance,
  pixelsPerMetre,
  placeOf,
  trunkOf,
} from './track'

/** As many times the pixels a metre: who is that much larger is nearer, and no error of the model's. */
const NEARER = 1.3
/** Who moves trains, and is left alone. */
const STILL_FOR_MS = 3000
/** As a share of the trunk's size; a rope jumper's hands and feet move further. */
const MOVED_SHARE = 0.15
const LEAST_VISIBILITY = 0.5
/** After a longer absence whoever is found may be someone else. */
const ABSENT_MS = 2000

/**
 * Keeps to whoever is nearest to the camera. MediaPipe follows the figure that it is surest of, be it somebody upright
 * on the sofa, on a poster or on television, and looks for no other one while it has that. So the rest of the picture
 * is looked at, too: as somebody appears, while they stand still, and once they have left where they were, because it
 * costs four looks.
 */
export class Nearest {
  #seenMs = Number.NEGATIVE_INFINITY
  #places: ReadonlyMap<number, Point> = new Map()
  #waitsFromMs = 0
  readonly #home = new Home()

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
    const isStill = picture.atMs - this.#waitsFromMs >= STILL_FOR_MS
    if (!isNew && !isStill && !isLeft) return { pose, isOther: false }
    this.#waitsFromMs = picture.atMs
    const other = elsewhere()
    const wasHidden = other !== null && isLeft && this.#home.has(other, picture)
    if (other === null || !(wasHidden || isNearer(other, pose, picture)))
      return { pose: (await back()) ?? pose, isOther: false }
    this.#places = placesOf(other, picture)
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
    const places = placesOf(pose, picture)
    if (isNew || hasMoved(this.#places, places, MOVED_SHARE * trunkOf(pose, picture).size)) {
      this.#places = places
      this.#waitsFromMs = picture.atMs
    }
    return isNew
  }
}

function isNearer(one: Seen, other: Seen, picture: Picture): boolean {
  return pixelsPerMetre(one, picture) > NEARER * pixelsPerMetre(other, picture)
}

/** Of the joints that are seen. */
function placesOf(pose: Seen, picture: Picture): ReadonlyMap<number, Point> {
  const seen = JOINTS.filter((joint) => (pose.landmarks[4 * joint + 3] ?? 0) >= LEAST_VISIBILITY)
  return new Map(seen.map((joint) => [joint, placeOf(pose, joint, picture)]))
}

function hasMoved(
  before: ReadonlyMap<number, Point>,
  now: ReadonlyMap<number, Point>,
  least: number,
): boolean {
  return [...now].some(([joint, place]) => distance(before.get(joint) ?? place, place) > least)
}
