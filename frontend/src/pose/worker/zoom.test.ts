import { describe, expect, it } from 'vitest'
import { type Figure, Zoom, figureOf, toWholePicture } from './zoom'

const [WIDTH, HEIGHT] = [640, 480]

function figure(left: number, top: number, tall: number): Figure {
  return { left, top, right: left + tall / 3, bottom: top + tall }
}

const MIDDLE = figure(0.35, 0.27, 0.3)

/** Has just found somebody in the first crop that it tries. */
function following(found: Figure): Zoom {
  const zoom = new Zoom()
  zoom.nextRegion(WIDTH, HEIGHT)
  zoom.saw(found)
  return zoom
}

describe('Zoom', () => {
  it('looks at the whole picture until somebody is found in a crop only, and then at that crop', () => {
    const zoom = new Zoom()
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
    const tried = zoom.nextRegion(WIDTH, HEIGHT)
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
    zoom.saw(MIDDLE)
    expect(zoom.region(WIDTH, HEIGHT)).toEqual(tried)
  })

  it('tries crops that together reach every corner, each inside the picture', () => {
    const zoom = new Zoom()
    const regions = Array.from({ length: 32 }, () => zoom.nextRegion(WIDTH, HEIGHT))
    for (const { x, y, width, height } of regions) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0)
      expect(x + width).toBeLessThanOrEqual(WIDTH)
      expect(y + height).toBeLessThanOrEqual(HEIGHT)
    }
    const reach = (far: (region: (typeof regions)[number]) => boolean): boolean => regions.some(far)
    expect(reach(({ x, y }) => x === 0 && y === 0)).toBe(true)
    expect(reach((r) => r.x + r.width === WIDTH && r.y + r.height === HEIGHT)).toBe(true)
  })

  it('keeps the crop while the figure stays well inside', () => {
    const zoom = following(MIDDLE)
    const region = zoom.region(WIDTH, HEIGHT)
    zoom.saw(figure(0.35, 0.3, 0.3))
    expect(zoom.region(WIDTH, HEIGHT)).toEqual(region)
  })

  it('follows somebody who leaves the crop in small steps, so that MediaPipe does not lose them', () => {
    const zoom = following(MIDDLE)
    let last = zoom.region(WIDTH, HEIGHT)!
    const gone = figure(0.75, 0.15, 0.3)
    for (let i = 0; i < 30; i++) {
      zoom.saw(gone)
      const region = zoom.region(WIDTH, HEIGHT)!
      expect(Math.abs(region.x - last.x)).toBeLessThanOrEqual(0.05 * last.width)
      expect(Math.abs(region.y - last.y)).toBeLessThanOrEqual(0.05 * last.height)
      expect(Math.abs(region.width - last.width)).toBeLessThanOrEqual(0.05 * last.width)
      last = region
    }
    expect(last.x + last.width).toBeGreaterThan((gone.right + 0.02) * WIDTH)
    expect(last.y).toBeLessThan((gone.top - 0.02) * HEIGHT)
    zoom.saw(gone)
    expect(zoom.region(WIDTH, HEIGHT)).toEqual(last)
  })

  it('lets go of someone who has come near', () => {
    const zoom = following(MIDDLE)
    zoom.saw(figure(0.4, 0.2, 0.65))
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })

  it('lets go of someone who lies down across the picture, for whom its crop would be all of it', () => {
    const zoom = following(MIDDLE)
    zoom.saw({ left: 0.2, top: 0.5, right: 0.85, bottom: 0.75 })
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })

  it('lets go once nobody has been there for a while, not at the first picture that shows nobody', () => {
    const zoom = following(MIDDLE)
    for (let i = 0; i < 20; i++) zoom.saw(MIDDLE)
    zoom.saw(null)
    expect(zoom.region(WIDTH, HEIGHT)).not.toBeNull()
    for (let i = 0; i < 8; i++) zoom.saw(null)
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })

  it('drops at once what was a person in one picture only', () => {
    const zoom = following(MIDDLE)
    zoom.saw(null)
    expect(zoom.region(WIDTH, HEIGHT)).toBeNull()
  })
})

describe('points of a crop', () => {
  it('become points of the whole picture', () => {
    const found = Float32Array.from({ length: 33 * 4 }, (_, i) => [0.5, 0.25, 0.1, 0.9][i % 4]!)
    toWholePicture(found, { x: 320, y: 0, width: 320, height: 240 }, WIDTH, HEIGHT)
    expect([...found.slice(0, 3)].map((value) => value.toFixed(3))).toEqual([
      '0.750',
      '0.125',
      '0.050',
    ])
    expect(figureOf(found)).toEqual({ left: 0.75, top: 0.125, right: 0.75, bottom: 0.125 })
  })
})
