import type { Figure } from './zoom'

/** Hair, hands and feet reach beyond the joints, by this much of the figure's longer side. */
const MARGIN_SHARE = 0.15
const GREY = '#808080'

/** The picture without somebody. */
export function without(picture: ImageBitmap, figure: Figure): OffscreenCanvas {
  const { canvas, context } = copyOf(picture)
  context.fillRect(...boxOf(figure, picture))
  return canvas
}

/** The picture without anything but somebody. */
export function onlyOf(picture: ImageBitmap, figure: Figure): OffscreenCanvas {
  const { canvas, context } = copyOf(picture)
  const outside = new Path2D()
  outside.rect(0, 0, picture.width, picture.height)
  outside.rect(...boxOf(figure, picture))
  context.fill(outside, 'evenodd')
  return canvas
}

function copyOf(picture: ImageBitmap): {
  readonly canvas: OffscreenCanvas
  readonly context: OffscreenCanvasRenderingContext2D
} {
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no 2D canvas in workers')
  context.drawImage(picture, 0, 0)
  context.fillStyle = GREY
  return { canvas, context }
}

function boxOf(
  { left, top, right, bottom }: Figure,
  { width, height }: ImageBitmap,
): [x: number, y: number, width: number, height: number] {
  const margin = MARGIN_SHARE * Math.max((right - left) * width, (bottom - top) * height)
  return [
    left * width - margin,
    top * height - margin,
    (right - left) * width + 2 * margin,
    (bottom - top) * height + 2 * margin,
  ]
}
