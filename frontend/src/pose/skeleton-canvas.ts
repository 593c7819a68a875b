import { drawSkeleton, placePicture, type SkeletonStyle } from './skeleton'
import type { PoseFrame } from '@/engine'

/** Keeps a canvas at the size of its box, in device pixels, and draws the newest pose on it. */
export class SkeletonCanvas {
  private readonly canvas: HTMLCanvasElement
  private readonly fit: 'cover' | 'contain'
  private readonly observer: ResizeObserver
  private box = { width: 0, height: 0 }
  private drawn: { readonly frame: PoseFrame; readonly style: SkeletonStyle } | null = null

  constructor(canvas: HTMLCanvasElement, fit: 'cover' | 'contain') {
    this.canvas = canvas
    this.fit = fit
    this.observer = new ResizeObserver(() => this.resize())
    this.observer.observe(canvas)
    this.resize()
  }

  draw(frame: PoseFrame, style: SkeletonStyle): void {
    const { landmarks, width, height } = frame
    const context = this.canvas.getContext('2d')
    if (context === null) return
    this.clear()
    this.drawn = { frame, style }
    if (landmarks === null) return
    drawSkeleton(context, landmarks, placePicture({ width, height }, this.box, this.fit), style)
  }

  clear(): void {
    this.drawn = null
    this.canvas.getContext('2d')?.clearRect(0, 0, this.box.width, this.box.height)
  }

  dispose(): void {
    this.observer.disconnect()
  }

  private resize(): void {
    this.box = { width: this.canvas.clientWidth, height: this.canvas.clientHeight }
    this.canvas.width = Math.round(this.box.width * devicePixelRatio)
    this.canvas.height = Math.round(this.box.height * devicePixelRatio)
    // Setting the size resets the transformation.
    this.canvas.getContext('2d')?.scale(devicePixelRatio, devicePixelRatio)
    // It also clears the canvas, and while a set is paused no new pose arrives.
    if (this.drawn !== null) this.draw(this.drawn.frame, this.drawn.style)
  }
}
