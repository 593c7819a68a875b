/** A part of a picture, pixels. */
export interface Region {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Where a person is in the whole picture: shares of its width and height. */
export interface Figure {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

interface Place {
  readonly x: number
  readonly y: number
  readonly share: number
}

/** A crop's side as a share of the picture's, and where crops of that size are tried: figures of 20 to 45 % fill them well. */
const FAR_SHARE = 0.6
const FARTHER_SHARE = 0.4
const PLACES: readonly Place[] = [
  ...grid(FAR_SHARE, [0.2, 0.4, 0], [0.2, 0, 0.4]),
  ...grid(FARTHER_SHARE, [0.3, 0.6, 0], [0.3, 0, 0.6]),
]
/** Of a crop that follows someone: the figure's share of it, and the shares at which it is cut anew. */
const FOLLOWED_SHARE = 0.6
const MOST_SHARE = 0.92
const LEAST_SHARE = 0.3
const EDGE_SHARE = 0.03
/** Nobody in the crop for so many pictures: look at all of the picture again. */
const MISSES = 8

/**
 * Where to look in a picture. As long as somebody is found in the whole picture that is all; where nobody is, one crop
 * more is looked at with each picture, and the one with somebody in it is followed until he is near, or gone.
 */
export class Zoom {
  #followed: Place | null = null
  #next = 0
  #misses = 0

  /** The crop that follows someone, or null for the whole picture. */
  region(width: number, height: number): Region | null {
    return this.#followed && toRegion(this.#followed, width, height)
  }

  /** Where to look besides, once nobody was found in the whole picture. */
  nextRegion(width: number, height: number): Region {
    const place = PLACES[this.#next % PLACES.length] ?? { x: 0, y: 0, share: 1 }
    this.#next += 1
    return toRegion(place, width, height)
  }

  /** Takes whom the crop, followed or tried, shows. Null: nobody. */
  saw(figure: Figure | null): void {
    if (figure === null) {
      this.#misses += 1
      if (this.#misses >= MISSES) this.#followed = null
      return
    }
    this.#misses = 0
    // The crop would be the whole picture, in which whoever is as large is found: standing, or lying across it.
    if (sizeOf(figure) >= FOLLOWED_SHARE) this.#followed = null
    else if (this.#followed === null || !fits(figure, this.#followed))
      this.#followed = around(figure)
  }
}

/** Points found in a crop, (x, y, z, visibility) each, as of the whole picture: changed in place. */
export function toWholePicture(
  points: Float32Array,
  { x, y, width, height }: Region,
  pictureWidth: number,
  pictureHeight: number,
): void {
  for (let i = 0; i < points.length; i += 4) {
    points[i] = (x + (points[i] ?? 0) * width) / pictureWidth
    points[i + 1] = (y + (points[i + 1] ?? 0) * height) / pictureHeight
    // z is in about the scale of x.
    points[i + 2] = ((points[i + 2] ?? 0) * width) / pictureWidth
  }
}

/** The box around the points, (x, y, z, visibility) each; null where shoulders and hips are not seen. */
export function figureOf(points: Float32Array): Figure | null {
  const isSeen = TRUNK.every((joint) => (points[4 * joint + 3] ?? 0) >= LEAST_VISIBILITY)
  if (!isSeen) return null
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (let i = 0; i < points.length; i += 4) {
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0]
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

/** Shoulders and hips of BlazePose: a crop in which they are guessed shows no person. */
const TRUNK = [11, 12, 23, 24]
const LEAST_VISIBILITY = 0.5

/** The longer side of the figure, as a share of the picture's. */
function sizeOf({ left, top, right, bottom }: Figure): number {
  return Math.max(bottom - top, right - left)
}

function fits(figure: Figure, { x, y, share }: Place): boolean {
  const { left, top, right, bottom } = figure
  const size = sizeOf(figure)
  const edge = EDGE_SHARE * share
  const isInside =
    (left >= x + edge || x <= 0) &&
    (top >= y + edge || y <= 0) &&
    (right <= x + share - edge || x + share >= 1) &&
    (bottom <= y + share - edge || y + share >= 1)
  return isInside && size >= LEAST_SHARE * share && size <= MOST_SHARE * share
}

function around(figure: Figure): Place {
  const { left, top, right, bottom } = figure
  const share = sizeOf(figure) / FOLLOWED_SHARE
  const start = (low: number, high: number): number =>
    Math.min(1 - share, Math.max(0, (low + high - share) / 2))
  return { x: start(left, right), y: start(top, bottom), share }
}

function grid(share: number, xs: readonly number[], ys: readonly number[]): readonly Place[] {
  return ys.flatMap((y) => xs.map((x) => ({ x, y, share })))
}

function toRegion({ x, y, share }: Place, width: number, height: number): Region {
  return {
    x: Math.round(x * width),
    y: Math.round(y * height),
    width: Math.round(share * width),
    height: Math.round(share * height),
  }
}
