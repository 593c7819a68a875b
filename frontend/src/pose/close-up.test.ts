import { describe, expect, it } from 'vitest'
import { closeUp } from './close-up'
import type { Landmark, PoseFrame } from '@/engine'

const SHOULDER = 11
const FOOT = 32

function frame(places: Readonly<Record<number, Partial<Landmark>>>): PoseFrame {
  const landmarks = Array.from({ length: 33 }, (_, index) => ({
    x: 0,
    y: 0,
    z: 0,
    visibility: 0,
    ...places[index],
  }))
  return { landmarks, worldLandmarks: null, width: 640, height: 480, timestampMs: 0 }
}

function seen(x: number, y: number): Partial<Landmark> {
  return { x, y, visibility: 1 }
}

describe('a close-up', () => {
  it('fills the picture with the way of somebody far away, undistorted', () => {
    const frames = [
      frame({ [SHOULDER]: seen(0.4, 0.5), [FOOT]: seen(0.6, 0.7) }),
      frame({ [SHOULDER]: seen(0.4, 0.6), [FOOT]: seen(0.6, 0.7) }),
    ]
    const [first, second] = closeUp(frames)
    // 128 by 96 pixels, and a tenth of the longer side around them.
    expect(first?.width).toBeCloseTo(153.6)
    expect(first?.height).toBeCloseTo(121.6)
    expect(first?.landmarks?.[SHOULDER]?.x).toBeCloseTo(12.8 / 153.6)
    expect(first?.landmarks?.[FOOT]?.y).toBeCloseTo(1 - 12.8 / 121.6)
    expect(second?.landmarks?.[SHOULDER]?.y).toBeCloseTo((12.8 + 48) / 121.6)
  })

  it('leaves out what is not drawn', () => {
    const nose = 0
    const frames = [
      frame({
        [nose]: seen(0, 0),
        13: { x: 5, y: 5, visibility: 0.1 },
        [SHOULDER]: seen(0.4, 0.5),
        [FOOT]: seen(0.6, 0.7),
      }),
    ]
    expect(closeUp(frames)[0]?.width).toBeCloseTo(153.6)
  })

  it('is the picture itself where nobody is seen', () => {
    const frames = [frame({}), { ...frame({}), landmarks: null }]
    expect(closeUp(frames)).toEqual(frames)
  })
})
