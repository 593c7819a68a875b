import { describe, expect, it } from 'vitest'
import { evenly, picture } from '../../testing/lights'
import { PictureLight } from './picture-light'

const LEFT_HALF = { left: 0, top: 0, right: 0.5, bottom: 1 }
const BOTTOM_RIGHT = { left: 0.5, top: 0.5, right: 1, bottom: 1 }

describe('a dark picture', () => {
  it.each([
    [39, true],
    [40, false],
  ])('of luma %i: %s', (luma, isDark) => {
    expect(evenly(luma).isDark).toBe(isDark)
  })

  it.each([
    ['red', [130, 0, 0], true],
    ['green', [0, 130, 0], false],
    ['blue', [0, 0, 255], true],
  ])('weighs %s as the eye does', (_, colour, isDark) => {
    expect(new PictureLight(Uint8ClampedArray.from([...colour, 255])).isDark).toBe(isDark)
  })
})

describe('a part is backlit', () => {
  it.each<[string, (x: number, y: number) => number, boolean]>([
    ['dark in a bright picture', (x) => (x < 0.5 ? 20 : 220), true],
    ['dark by a quarter in a bright picture', (x) => (x < 0.125 ? 20 : 220), true],
    ['dark by less', (x, y) => (x < 0.125 && y < 0.9 ? 20 : 220), false],
    ['not so dark', (x) => (x < 0.5 ? 40 : 220), false],
    ['dark in a picture bright by a quarter', (x) => (x < 0.75 ? 20 : 220), true],
    ['dark in a picture bright by less', (x) => (x < 0.8 ? 20 : 220), false],
    ['dark in a picture not so bright', (x) => (x < 0.5 ? 20 : 200), false],
    ['bright in a picture dark elsewhere', (x) => (x < 0.5 ? 220 : 20), false],
  ])('%s', (_, lumaAt, isBacklit) => {
    expect(picture(lumaAt).isBacklit(LEFT_HALF)).toBe(isBacklit)
  })

  it('by rows as by columns', () => {
    const light = picture((x, y) => (x > 0.5 && y > 0.5 ? 20 : 220))
    expect(light.isBacklit(BOTTOM_RIGHT)).toBe(true)
    expect(light.isBacklit({ left: 0, top: 0.5, right: 0.5, bottom: 1 })).toBe(false)
    expect(light.isBacklit({ left: 0.5, top: 0, right: 1, bottom: 0.5 })).toBe(false)
  })

  it('whatever is above it', () => {
    const light = picture((x, y) => (x > 0.5 && y < 0.5 ? 20 : 220))
    expect(light.isBacklit(BOTTOM_RIGHT)).toBe(false)
  })

  it('as far as it is in the picture', () => {
    const light = picture((x) => (x < 0.5 ? 20 : 220))
    expect(light.isBacklit({ left: -3, top: -3, right: 0.5, bottom: 4 })).toBe(true)
    expect(light.isBacklit({ left: -3, top: 0, right: -2, bottom: 1 })).toBe(false)
  })
})
