import { type Area, type SkeletonStyle, drawSkeleton, placePicture, skeletonArea } from './skeleton'
import type { PoseFrame } from '@/engine'

/** CSS pixels between the places of an edge: these are whole device pixels at a scale of 1.25, too. */
const GRID = 16
/** Room around the figure, CSS pixels: it moves for a while before the canvas has to. */
const ROOM = 32
/** A canvas this many times larger than it needs to be is made smaller. */
const TOO_LARGE = 4

const NOWHERE: Area = { left: 0, top: 0, right: 0, bottom: 0 }

/**
 * Draws the newest pose over a box. The canvas, absolutely positioned in that box, is hardly larger than the figure:
 * with each pose all of it is copied, and composed anew with the video that it covers.
 */
export class SkeletonCanvas {
  readonly #canvas: HTMLCanvasElement
  readonly #box: HTMLElement
  readonly #fit: 'cover' | 'contain'
  readonly #observer: ResizeObserver
  #size = { width: 0, height: 0 }
  /** What the canvas covers of the box. */
  #area = NOWHERE
  #drawn: { readonly frame: PoseFrame; readonly style: SkeletonStyle } | null = null

  constructor(canvas: HTMLCanvasElement, box: HTMLElement, fit: 'cover' | 'contain') {
    this.#canvas = canvas
    this.#box = box
    this.#fit = fit
    this.#observer = new ResizeObserver(() => this.#resize())
    this.#observer.observe(box)
    this.#resize()
  }

  draw(frame: PoseFrame, style: SkeletonStyle): void {
    const { landmarks, width, height } = frame
    const context = this.#canvas.getContext('2d')
    if (context === null) return
    this.clear()
    this.#drawn = { frame, style }
    if (landmarks === null) return
    const placement = placePicture({ width, height }, this.#size, this.#fit)
    const figure = skeletonArea(landmarks, placement, style)
    if (figure === null) return
    this.#cover(figure)
    drawSkeleton(context, landmarks, placement, style)
  }

  clear(): void {
    this.#drawn = null
    const { left, top, right, bottom } = this.#area
    this.#canvas.getContext('2d')?.clearRect(left, top, right - left, bottom - top)
  }

  dispose(): void {
    this.#observer.disconnect()
  }

  #resize(): void {
    this.#size = { width: this.#box.clientWidth, height: this.#box.clientHeight }
    this.#place(NOWHERE)
    // While a set is paused no new pose arrives.
    if (this.#drawn !== null) this.draw(this.#drawn.frame, this.#drawn.style)
  }

  #cover(figure: Area): void {
    const roomy = this.#inBox(figure, ROOM)
    const isTooLarge = pixelsOf(this.#area) > TOO_LARGE * pixelsOf(roomy)
    if (isTooLarge || !contains(this.#area, this.#inBox(figure))) this.#place(roomy)
  }

  /** The part in the box, by the grid. */
  #inBox({ left, top, right, bottom }: Area, room = 0): Area {
    const fromX = floorToGrid(Math.max(0, left - room))
    const fromY = floorToGrid(Math.max(0, top - room))
    const toX = ceilToGrid(Math.min(this.#size.width, right + room))
    const toY = ceilToGrid(Math.min(this.#size.height, bottom + room))
    return { left: fromX, top: fromY, right: Math.max(fromX, toX), bottom: Math.max(fromY, toY) }
  }

  #place(area: Area): void {
    const canvas = this.#canvas
    const [width, height] = [area.right - area.left, area.bottom - area.top]
    this.#area = area
    canvas.style.left = `${area.left}px`
    canvas.style.top = `${area.top}px`
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
    canvas.width = Math.round(width * devicePixelRatio)
    canvas.height = Math.round(height * devicePixelRatio)
    // Setting the size resets the transformation.
    const context = canvas.getContext('2d')
    context?.scale(devicePixelRatio, devicePixelRatio)
    context?.translate(-area.left, -area.top)
  }
}

function floorToGrid(pixels: number): number {
  return Math.floor(pixels / GRID) * GRID
}

function ceilToGrid(pixels: number): number {
  return Math.ceil(pixels / GRID) * GRID
}

function pixelsOf({ left, top, right, bottom }: Area): number {
  return (right - left) * (bottom - top)
}

function contains(outer: Area, inner: Area): boolean {
  return (
    outer.left <= inner.left &&
    outer.top <= inner.top &&
    outer.right >= inner.right &&
    outer.bottom >= inner.bottom
  )
}
