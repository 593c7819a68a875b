/** A part of a picture, in shares of its width and height; what lies beyond the edges does not count. */
export interface Part {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const WHOLE: Part = { left: 0, top: 0, right: 1, bottom: 1 }
/** Mean luma below which the model begins to guess, and below which a place is dark. */
const DARK_BELOW = 40
const BRIGHT_ABOVE = 200
/**
 * With this much of a part dark, and this much of the picture bright, who is in the part is seen against the light. Of
 * 17 films as they are one has both at times: a dark shirt close to the camera in a bright room. Its wearer is not
 * lost.
 */
const BACKLIT_SHARE = 0.25

/** How bright a small square copy of the camera's picture is, place by place. */
export class PictureLight {
  readonly #luma: readonly number[]
  readonly #size: number

  /** Of RGBA pixels, row by row. */
  constructor(rgba: Uint8ClampedArray) {
    this.#luma = Array.from({ length: rgba.length / 4 }, (_, i) => lumaAt(rgba, 4 * i))
    this.#size = Math.sqrt(this.#luma.length)
  }

  get isDark(): boolean {
    return this.#luma.reduce((sum, luma) => sum + luma, 0) / this.#luma.length < DARK_BELOW
  }

  /** Whether much of the part is dark in a picture much of which is bright, as who stands before a window. */
  isBacklit(part: Part): boolean {
    return (
      this.#share(part, (luma) => luma < DARK_BELOW) >= BACKLIT_SHARE &&
      this.#share(WHOLE, (luma) => luma > BRIGHT_ABOVE) >= BACKLIT_SHARE
    )
  }

  /** Not a number where the part lies outside of the picture. */
  #share({ left, top, right, bottom }: Part, holds: (luma: number) => boolean): number {
    const inside = this.#luma.filter((_, i) => {
      const x = ((i % this.#size) + 0.5) / this.#size
      const y = (Math.floor(i / this.#size) + 0.5) / this.#size
      return x > left && x < right && y > top && y < bottom
    })
    return inside.filter((luma) => holds(luma)).length / inside.length
  }
}

/** Luma, 0..255 (ITU-R BT.601). */
function lumaAt(rgba: Uint8ClampedArray, at: number): number {
  return 0.299 * (rgba[at] ?? 0) + 0.587 * (rgba[at + 1] ?? 0) + 0.114 * (rgba[at + 2] ?? 0)
}
