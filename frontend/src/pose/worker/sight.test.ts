import { describe, expect, it } from 'vitest'
import { SightMeter, isSeen, isSurelySeen } from './sight'

/** 33 points, all seen alike but one. */
function points(visibility: number, joint: number, its: number): Float32Array {
  const all = Float32Array.from({ length: 33 * 4 }, () => visibility)
  all[4 * joint + 3] = its
  return all
}

/** What MediaPipe makes of what is seen in picture after picture. */
function smoothed(seen: readonly number[]): readonly number[] {
  let value = seen[0]!
  return seen.map((each) => (value += 0.1 * (each - value)))
}

const HIP = 23
const NOSE = 0

describe('SightMeter', () => {
  it('separates what each picture shows from what is smoothed over many', () => {
    const seen = [0.1, 0.1, 0.95, 0.9, 0.2, 0.9]
    const meter = new SightMeter()
    const told = smoothed(seen).map((hip) => meter.of(points(0.99, HIP, hip)))
    told.forEach(({ now }, i) => expect(now[HIP]).toBeCloseTo(seen[i]!, 3))
    expect(told[3]!.lately[HIP]).toBeLessThan(0.3)
  })
})

describe('a figure', () => {
  const seenAs = (visibility: number, joint = NOSE, its = visibility): boolean =>
    isSeen(new SightMeter().of(points(visibility, joint, its)), false)

  it('is a person where most of it is seen, whatever else is not', () => {
    expect(seenAs(0.9)).toBe(true)
    expect(seenAs(0.9, NOSE, 0)).toBe(true)
  })

  it('is a guess if a hip, or the body as a whole, is hardly seen', () => {
    expect(seenAs(0.9, HIP, 0.1)).toBe(false)
    expect(seenAs(0.55)).toBe(false)
  })

  it('is left for one that is a person beyond doubt, not for a treadmill', () => {
    const isSurelySeenAs = (visibility: number): boolean =>
      isSurelySeen(new SightMeter().of(points(visibility, NOSE, visibility)))
    expect([0.75, 0.85].map(isSurelySeenAs)).toEqual([false, true])
    expect(isSurelySeen(new SightMeter().of(points(0.95, HIP, 0.1)))).toBe(false)
  })

  it('is a person at once after a guess, and for a while if the followed person is hardly seen', () => {
    const meter = new SightMeter()
    const told = smoothed([0.1, 0.9, 0.9]).map((all) => meter.of(points(all, NOSE, all)))
    expect(told.map((sight) => isSeen(sight, false))).toEqual([false, true, true])
    const sight = { now: Array<number>(33).fill(0.2), lately: Array<number>(33).fill(0.8) }
    expect([isSeen(sight, true), isSeen(sight, false)]).toEqual([true, false])
  })
})
