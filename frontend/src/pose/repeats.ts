/** The slowest cameras give nine pictures a second: one that shows for longer is of somebody who stands still. */
const REPEATED_FOR_MS = 110
/** Every fourth point across and down: what moves by a few points changes some of them, as a camera's noise does. */
const SAMPLE = { width: 160, height: 120 } as const

/**
 * Tells which pictures are shown again. A program behind a camera that gets fewer than 30 a second shows each twice or
 * three times; taken for new ones, they would make a jump stand still in the air.
 */
export class Repeats {
  #last: Uint32Array = new Uint32Array()
  #firstMs = 0

  /** Whether the picture of this sample is the one before, shown again. */
  has(sample: Uint32Array, atMs: number): boolean {
    if (isSame(sample, this.#last)) return atMs - this.#firstMs <= REPEATED_FOR_MS
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
