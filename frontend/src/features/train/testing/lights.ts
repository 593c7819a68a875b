import { PictureLight } from '../session/hands-free/picture-light'

const SIZE = 32

/** The light of a grey picture; `lumaAt` gives it at shares of width and height. */
export function picture(lumaAt: (x: number, y: number) => number): PictureLight {
  const pixels = Array.from({ length: SIZE * SIZE }, (_, i) => {
    const luma = lumaAt(((i % SIZE) + 0.5) / SIZE, (Math.floor(i / SIZE) + 0.5) / SIZE)
    return [luma, luma, luma, 255]
  })
  return new PictureLight(Uint8ClampedArray.from(pixels.flat()))
}

export const evenly = (luma: number): PictureLight => picture(() => luma)
