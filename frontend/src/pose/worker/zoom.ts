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

/**
 * Crops that are tried: MediaPipe finds figures of 20 to 45 % of the picture in crops of a half, before a cluttered
 * room only in some of them, smaller ones in crops of a third.
 */
const PLACES: readonly Place[] = [...grid(0.5), ...grid(0.35)]
/** Of a crop that follows someone: the figure's share of it, and the shares at which it is moved. */
const FOLLOWED_SHARE = 0.6
const MOST_SHARE = 0.92
const LEAST_SHARE = 0.3
const EDGE_SHARE = 0.03
/**
 * How far a crop moves, or its side changes, from picture to picture, as a share of its side. MediaPipe looks for
 * somebody where they were in the picture before: in a crop cut elsewhere at once it loses them, and may not find them
 * again for seconds.
 */
const STEP_SHARE = 0.04
/**
 * Nobody in the crop for this many pictures, or for as many as somebody was there: look at all of the picture again.
 */
const MISSES = 8

/**
 * Where to look in a picture. As long as somebody is found in the whole picture that is all; where nobody is, one crop
 * more is looked at with each picture, and the one with somebody in it follows them until they are near, or gone.
 */
export class Zoom {
  #followed: Place | null = null
  #wanted: Place | null = null
  #tried: Place | null = null
  #next = 0
  #seen = 0
  #misses = 0

  /** The crop that follows someone, or null for the whole picture. */
  region(width: number, height: number): Region | null {
    return this.#followed && toRegion(this.#followed, width, height)
  }

  /** Where to look besides, once nobody was found in the whole picture. */
  nextRegion(width: number, height: number): Region {
    const place = PLACES[this.#next % PLACES.length] ?? { x: 0, y: 0, share: 1 }
    this.#next += 1
    this.#tried = place
    return toRegion(place, width, height)
  }

  /** Takes whom the crop, followed or tried, shows. Null: nobody. */
  saw(figure: Figure | null): void {
    if (figure === null) {
      this.#misses += 1
      if (this.#misses >= Math.min(MISSES, this.#seen)) this.#follow(null)
      return
    }
    this.#misses = 0
    // The crop would be the whole picture, in which whoever is as large is found: standing, or lying across it.
    if (sizeOf(figure) >= FOLLOWED_SHARE) this.#follow(null)
    else if (this.#followed === null) this.#follow(this.#tried)
    this.#seen += 1
    if (this.#followed !== null) this.#move(figure, this.#followed)
  }

  /** Looks at the whole picture again. */
  letGo(): void {
    this.#follow(null)
  }

  #follow(place: Place | null): void {
    this.#followed = place
    this.#wanted = null
    this.#seen = 0
  }

  #move(figure: Figure, crop: Place): void {
    if (!fits(figure, this.#wanted ?? crop)) this.#wanted = around(figure)
    if (this.#wanted === null) return
    this.#followed = stepped(crop, this.#wanted)
    if (this.#followed === this.#wanted) this.#wanted = null
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

/** The box around the points, (x, y, z, visibility) each, that are seen at least so well. */
export function figureOf(points: Float32Array, leastVisibility = 0): Figure {
  let [left, top, right, bottom] = [1, 1, 0, 0]
  for (let i = 0; i < points.length; i += 4) {
    if ((points[i + 3] ?? 0) < leastVisibility) continue
    const [x, y] = [points[i] ?? 0, points[i + 1] ?? 0]
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  return { left, top, right, bottom }
}

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

/** One step from a crop towards another. */
function stepped(from: Place, to: Place): Place {
  const furthest = Math.max(
    Math.abs(to.x - from.x),
    Math.abs(to.y - from.y),
    Math.abs(to.share - from.share),
  )
  const step = STEP_SHARE * from.share
  if (furthest <= step) return to
  const toward = (start: number, end: number): number => start + ((end - start) * step) / furthest
  return {
    x: toward(from.x, to.x),
    y: toward(from.y, to.y),
    share: toward(from.share, to.share),
  }
}

/** Crops of one size, four in a row and in a column, over all of the picture: those in the middle first. */
function grid(share: number): readonly Place[] {
  const starts = [1 / 3, 2 / 3, 0, 1].map((start) => start * (1 - share))
  return starts.flatMap((y) => starts.map((x) => ({ x, y, share })))
}

function toRegion({ x, y, share }: Place, width: number, height: number): Region {
  return {
    x: Math.round(x * width),
    y: Math.round(y * height),
    width: Math.round(share * width),
    height: Math.round(share * height),
  }
}
