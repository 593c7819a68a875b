import { describe, expect, it } from 'vitest'
import { type Figure, Zoom, figureOf, toWholePicture } from './zoom'

const [WIDTH, HEIGHT] = [640, 480]

function figure(left: number, top: number, tall: number): Figure {
  return { left, top, right: left + tall / 3, bottom: top + tall }
}

describe('Zoom', () => {
  it('looks at the whole picture until somebody is found in a crop only', () => {
    const zoom = new Zoom()
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
    zoom.saw(figure(0.7, 0.1, 0.42))
    const region = zoom.region(WIDTH, HEIGHT)!
    expect(region.x).toBeLessThanOrEqual(0.7 * WIDTH)
    expect(region.x + region.width).toBeGreaterThanOrEqual((0.7 + 0.14) * WIDTH)
    expect(region.y + region.height).toBeGreaterThanOrEqual(0.52 * HEIGHT)
  })

  it('tries crops that together reach every corner, each inside the picture', () => {
    const zoom = new Zoom()
    const regions = Array.from({ length: 18 }, () => zoom.nextRegion(WIDTH, HEIGHT))
    for (const { x, y, width, height } of regions) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(WIDTH)
      expect(y + height).toBeLessThanOrEqual(HEIGHT)
    }
    const reach = (far: (region: (typeof regions)[number]) => boolean): boolean => regions.some(far)
    expect(reach(({ x, y }) => x === 0 && y === 0)).toBe(true)
    expect(reach((r) => r.x + r.width === WIDTH && r.y + r.height === HEIGHT)).toBe(true)
  })

  it('keeps the crop while the figure stays well inside, and cuts it anew where it does not', () => {
    const zoom = new Zoom()
    zoom.saw(figure(0.6, 0.3, 0.3))
    const region = zoom.region(WIDTH, HEIGHT)
    zoom.saw(figure(0.6, 0.27, 0.3))
    expect(zoom.region(WIDTH, HEIGHT)).toEqual(region)
    zoom.saw(figure(0.3, 0.3, 0.3))
    expect(zoom.region(WIDTH, HEIGHT)!.x).toBeLessThan(region!.x)
  })

  it('lets go of someone who has come near', () => {
    const zoom = new Zoom()
    zoom.saw(figure(0.6, 0.3, 0.3))
    zoom.saw(figure(0.4, 0.2, 0.65))
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })

  it('lets go of someone who lies down across the picture, for whom its crop would be all of it', () => {
    const zoom = new Zoom()
    zoom.saw(figure(0.6, 0.3, 0.3))
    zoom.saw({ left: 0.2, top: 0.5, right: 0.85, bottom: 0.75 })
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })

  it('lets go once nobody has been there for a while, not at the first picture that shows nobody', () => {
    const zoom = new Zoom()
    zoom.saw(figure(0.6, 0.3, 0.3))
    zoom.saw(null)
    expect(zoom.region(WIDTH, HEIGHT)).not.toBeNull()
    for (let i = 0; i < 8; i++) zoom.saw(null)
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })
})

/** 33 points in the middle of a crop, all at the same visibility. */
function points(visibility: number): Float32Array {
  return Float32Array.from({ length: 33 * 4 }, (_, i) => [0.5, 0.25, 0.1, visibility][i % 4]!)
}

describe('points of a crop', () => {
  it('become points of the whole picture', () => {
    const found = points(0.9)
    toWholePicture(found, { x: 320, y: 0, width: 320, height: 240 }, WIDTH, HEIGHT)
    expect([...found.slice(0, 3)].map((value) => value.toFixed(3))).toEqual([
      '0.750',
      '0.125',
      '0.050',
    ])
  })

  it('are nobody where the trunk is a guess', () => {
    expect(figureOf(points(0.3))).toBeNull()
    expect(figureOf(points(0.9))).toEqual({ left: 0.5, top: 0.25, right: 0.5, bottom: 0.25 })
  })
})
