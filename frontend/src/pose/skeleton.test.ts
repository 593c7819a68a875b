import { describe, expect, it, vi } from 'vitest'
import { drawSkeleton, placePicture, skeletonArea } from './skeleton'
import type { Landmark } from '@/engine'

describe('placePicture', () => {
  const picture = { width: 640, height: 480 }

  it('shows all of the picture where it is contained', () => {
    expect(placePicture(picture, { width: 320, height: 480 }, 'contain')).toEqual({
      left: 0,
      top: 120,
      width: 320,
      height: 240,
    })
  })

  it('fills the box where it covers', () => {
    expect(placePicture(picture, { width: 320, height: 480 }, 'cover')).toEqual({
      left: -160,
      top: 0,
      width: 640,
      height: 480,
    })
  })

  it('is the same for both where the proportions agree', () => {
    const box = { width: 320, height: 240 }
    expect(placePicture(picture, box, 'cover')).toEqual(placePicture(picture, box, 'contain'))
  })
})

describe('drawSkeleton', () => {
  const style = { bone: 'lime', joint: 'white', lineWidth: 4 }
  const placement = { left: 10, top: 20, width: 100, height: 200 }

  function body(visibility: number): Landmark[] {
    return Array.from({ length: 33 }, () => ({ x: 0.5, y: 0.25, z: 0, visibility }))
  }

  function canvas(): { context: CanvasRenderingContext2D; arc: ReturnType<typeof vi.fn> } {
    const arc = vi.fn()
    const nothing = vi.fn()
    const context = {
      arc,
      beginPath: nothing,
      fill: nothing,
      lineTo: nothing,
      moveTo: nothing,
      stroke: nothing,
    }
    return { context: context as unknown as CanvasRenderingContext2D, arc }
  }

  it('puts joints where the picture is', () => {
    const { context, arc } = canvas()
    drawSkeleton(context, body(1), placement, style)
    expect(arc).toHaveBeenCalledTimes(12)
    expect(arc.mock.calls[0]?.slice(0, 2)).toEqual([60, 70])
  })

  it('leaves out what cannot be seen', () => {
    const { context, arc } = canvas()
    drawSkeleton(context, body(0.1), placement, style)
    expect(arc).not.toHaveBeenCalled()
  })

  it('stays in the area it names', () => {
    // Half a dark line of 7 pixels is less than a joint's radius of 3.8; a smoothed edge takes one more.
    const area = skeletonArea(body(1), placement, style)
    expect(area).toEqual({ left: 55.2, top: 65.2, right: 64.8, bottom: 74.8 })
    expect(skeletonArea(body(0.1), placement, style)).toBeNull()
  })
})
