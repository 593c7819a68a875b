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

it('draws the pose again when its box has another size: a paused set brings no next one', () => {
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
  vi.stubGlobal('devicePixelRatio', 1)
  const stroke = vi.fn()
  const context = new Proxy({}, { get: (_, name) => (name === 'stroke' ? stroke : vi.fn()) })
  const element = { clientWidth: 320, clientHeight: 240, getContext: () => context }
  const canvas = new SkeletonCanvas(element as unknown as HTMLCanvasElement, 'contain')
  resized()
  expect(stroke).not.toHaveBeenCalled()
  canvas.draw(FRAME, { bone: '#fff', joint: '#fff', lineWidth: 4 })
  const once = stroke.mock.calls.length
  expect(once).toBeGreaterThan(0)
  resized()
  expect(stroke).toHaveBeenCalledTimes(2 * once)
  canvas.clear()
  resized()
  expect(stroke).toHaveBeenCalledTimes(2 * once)
})
