import { afterEach, expect, it, vi } from 'vitest'
import { SkeletonCanvas } from './skeleton-canvas'
import type { Landmark, PoseFrame } from '@/engine'

afterEach(() => vi.unstubAllGlobals())

const POINT: Landmark = { x: 0.5, y: 0.5, z: 0, visibility: 1 }
const FRAME: PoseFrame = {
  landmarks: Array.from({ length: 33 }, () => POINT),
  worldLandmarks: null,
  width: 640,
  height: 480,
  timestampMs: 0,
}

const STYLE = { bone: '#fff', joint: '#fff', lineWidth: 4 }

/** A canvas in a box of 320 x 240, and a way to give that box another size. */
function canvasInBox() {
  let resized = (): void => undefined
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(onResize: () => void) {
        resized = onResize
      }
      observe = vi.fn()
      disconnect = vi.fn()
    },
  )
  vi.stubGlobal('devicePixelRatio', 2)
  const stroke = vi.fn()
  const context = new Proxy({}, { get: (_, name) => (name === 'stroke' ? stroke : vi.fn()) })
  const element = { width: 0, height: 0, style: { left: '', top: '' }, getContext: () => context }
  const box = { clientWidth: 320, clientHeight: 240 }
  const canvas = new SkeletonCanvas(
    element as unknown as HTMLCanvasElement,
    box as unknown as HTMLElement,
    'contain',
  )
  return { canvas, element, stroke, resize: () => resized() }
}

/** A figure of four by four hundredths of the picture, at its place from the left. */
function figureAt(x: number): PoseFrame {
  const landmarks = Array.from({ length: 33 }, (_, i) => ({
    ...POINT,
    x: x + (i % 2) * 0.04,
    y: 0.5 + (i % 3) * 0.02,
  }))
  return { ...FRAME, landmarks }
}

it('draws the pose again when its box has another size: a paused set brings no next one', () => {
  const { canvas, stroke, resize } = canvasInBox()
  resize()
  expect(stroke).not.toHaveBeenCalled()
  canvas.draw(FRAME, STYLE)
  const once = stroke.mock.calls.length
  expect(once).toBeGreaterThan(0)
  resize()
  expect(stroke).toHaveBeenCalledTimes(2 * once)
  canvas.clear()
  resize()
  expect(stroke).toHaveBeenCalledTimes(2 * once)
})

it('is hardly larger than the figure, and follows it', () => {
  const { canvas, element } = canvasInBox()
  // The figure's 13 x 10 pixels at (160, 120), with lines and joints around it and room to move.
  canvas.draw(figureAt(0.5), STYLE)
  expect(element).toMatchObject({ style: { left: '112px', top: '80px' }, width: 224, height: 192 })
  canvas.draw(figureAt(0.55), STYLE)
  expect(element).toMatchObject({ style: { left: '112px', top: '80px' }, width: 224, height: 192 })
  canvas.draw(figureAt(0.9), STYLE)
  expect(element).toMatchObject({ style: { left: '240px', top: '80px' }, width: 160, height: 192 })
})

it('is made smaller when the figure is', () => {
  const { canvas, element } = canvasInBox()
  const corners = FRAME.landmarks?.map((point, i) => ({ ...point, x: i % 2, y: i % 2 })) ?? null
  canvas.draw({ ...FRAME, landmarks: corners }, STYLE)
  expect(element).toMatchObject({ style: { left: '0px', top: '0px' }, width: 640, height: 480 })
  canvas.draw(figureAt(0.5), STYLE)
  expect(element).toMatchObject({ style: { left: '112px', top: '80px' }, width: 224, height: 192 })
})

it('takes a figure beside the box, or with no joint in sight', () => {
  const { canvas, element } = canvasInBox()
  canvas.draw(figureAt(1.5), STYLE)
  expect(element.width).toBe(0)
  const unseen = FRAME.landmarks?.map((point) => ({ ...point, visibility: 0.1 })) ?? null
  expect(() => canvas.draw({ ...FRAME, landmarks: unseen }, STYLE)).not.toThrow()
})
