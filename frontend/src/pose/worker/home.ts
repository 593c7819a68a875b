import { type Picture, type Seen, type Trunk, isAt, pixelsPerMetre, trunkOf } from './track'

/** Whoever has been in one place for so long is no passer-by. */
const SETTLED_MS = 2000
/** In trunks, half a metre each: then two people who stand side by side no longer hide each other. */
const LEFT_BY = 1.5
/** A look costs four; who was hidden may take some to be seen whole. */
const LOOKED_EVERY_MS = 500
/** By then a passer-by has left the place, or it was who trains that walked away. */
const LOOKED_FOR_MS = 3000
/** Another as large as who was there. */
const AS_NEAR = 1.3

interface Settled {
  /** The first picture there. */
  readonly trunk: Trunk
  readonly pixelsPerMetre: number
}

/**
 * Where who is followed has stayed. MediaPipe takes somebody who passes in front of them for them, and goes away with
 * those; who trains is still there, and is seen again.
 */
export class Home {
  #here: Trunk | null = null
  #settled: Settled | null = null
  #thereMs = 0
  #lookedMs = Number.NEGATIVE_INFINITY

  /** Takes whom the picture shows; whether they have left, so that somebody else may be there. */
  isLeft(pose: Seen, picture: Picture): boolean {
    const now = trunkOf(pose, picture)
    if (this.#here === null || !isAt(now, this.#here)) this.#here = now
    const here = this.#here
    if (now.atMs - here.atMs >= SETTLED_MS && this.#settled?.trunk !== here)
      this.#settled = { trunk: here, pixelsPerMetre: pixelsPerMetre(pose, picture) }
    const settled = this.#settled
    if (settled === null) return false
    if (isAt(now, settled.trunk)) this.#thereMs = now.atMs
    const isDue =
      now.atMs - this.#thereMs <= LOOKED_FOR_MS && now.atMs - this.#lookedMs >= LOOKED_EVERY_MS
    if (!isDue || !isBeside(now, settled.trunk)) return false
    this.#lookedMs = now.atMs
    return true
  }

  /** Whether `other` is there, as near to the camera as who was. */
  has(other: Seen, picture: Picture): boolean {
    if (this.#settled === null || !isAt(trunkOf(other, picture), this.#settled.trunk)) return false
    const ratio = pixelsPerMetre(other, picture) / this.#settled.pixelsPerMetre
    return ratio <= AS_NEAR && ratio >= 1 / AS_NEAR
  }

  forget(): void {
    this.#here = null
    this.#settled = null
  }
}

/** Sideways: who lies down or jumps stays where they are. */
function isBeside(one: Trunk, place: Trunk): boolean {
  return Math.abs(one.hips[0] - place.hips[0]) > LEFT_BY * Math.max(one.size, place.size)
}
