/** The slowest cameras give nine pictures a second: one that shows for longer is of somebody who stands still. */
export const REPEATED_FOR_MS = 110
/** Looked at once a second: of this many in a row, one is shown again where they are shown twice or three times. */
const LOOK_EVERY_MS = 1000
const LOOK_AT_PICTURES = 3
/** Five seconds' worth, since a program that shows pictures again goes on doing so. */
const LOOK_ON_PICTURES = 150
/** Every fourth point across and down: what moves by a few points changes some of them, as a camera's noise does. */
const SAMPLE = { width: 160, height: 120 } as const

/**
 * Tells which pictures are shown again. A program behind a camera that gets fewer than 30 a second shows each twice or
 * three times; taken for new ones, they would make a jump stand still in the air. A look costs the page as much as a
 * third of its other work for a picture, hence the rare ones at cameras that show none.
 */
export class Repeats {
  #last: Uint32Array = new Uint32Array()
  #firstMs = 0
  #nextLookMs = -Infinity
  #picturesToLookAt = 0

  /** Whether the picture of this time has to be looked at. */
  isDue(atMs: number): boolean {
    if (this.#picturesToLookAt === 0 && atMs >= this.#nextLookMs) {
      this.#last = new Uint32Array()
      this.#picturesToLookAt = LOOK_AT_PICTURES
      this.#nextLookMs = atMs + LOOK_EVERY_MS
    }
    return this.#picturesToLookAt > 0
  }

  /** Whether the picture of this sample is the one before, shown again. */
  has(sample: Uint32Array, atMs: number): boolean {
    this.#picturesToLookAt -= 1
    if (isSame(sample, this.#last)) {
      this.#picturesToLookAt = LOOK_ON_PICTURES
      return atMs - this.#firstMs <= REPEATED_FOR_MS
    }
    this.#last = sample
    this.#firstMs = atMs
    return false
  }
}

/** Takes small samples of what a video shows. */
export class Sampler {
  readonly #context = new OffscreenCanvas(SAMPLE.width, SAMPLE.height).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  })

  take(video: HTMLVideoElement): Uint32Array {
    if (this.#context === null) throw new Error('no 2D canvas')
    const { width, height } = SAMPLE
    this.#context.drawImage(video, 0, 0, width, height)
    return new Uint32Array(this.#context.getImageData(0, 0, width, height).data.buffer)
  }
}

function isSame(one: Uint32Array, other: Uint32Array): boolean {
  if (one.length !== other.length) return false
  // Many times as fast as `every`, and done with each picture.
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false
  return true
}
