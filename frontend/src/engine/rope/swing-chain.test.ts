import { describe, expect, test } from 'vitest'
import { SwingChain } from './swing-chain.ts'
import type { Link } from './swing-chain.ts'

function link(peakMs: number, changes: Partial<Link> = {}): Link {
  return {
    startMs: peakMs - 200,
    peakMs,
    size: 0.15,
    isUp: true,
    isUnseen: false,
    isPlausible: true,
    style: null,
    ...changes,
  }
}

function chainOf(...links: Link[]): SwingChain {
  const chain = new SwingChain()
  for (const each of links) chain.push(each)
  return chain
}

function every(periodMs: number, count: number, changes: Partial<Link> = {}): Link[] {
  return Array.from({ length: count }, (_, i) => link(1000 + i * periodMs, changes))
}

describe('SwingChain', () => {
  test('four even swings are a rhythm, three are not', () => {
    expect(chainOf(...every(400, 4)).isRhythm(4)).toBe(true)
    expect(chainOf(...every(400, 3)).isRhythm(4)).toBe(false)
  })

  test.each<[string, Link[]]>([
    ['uneven in time', [link(1000), link(1300), link(1900), link(2200)]],
    ['uneven in size', [...every(400, 3), link(2200, { size: 0.04 })]],
    ['quicker than anyone steps', every(60, 4)],
    ['not plausible', every(400, 4, { isPlausible: false })],
    ['plausible in its last swing only', [...every(400, 3, { isPlausible: false }), link(2200)]],
    ['interrupted for more than a second', [...every(400, 2), link(2500), link(2900)]],
  ])('swings that are %s are none', (_, links) => {
    expect(chainOf(...links).isRhythm(4)).toBe(false)
  })

  test('a body in the air rises with the square of the time; swaying does not', () => {
    expect(chainOf(...every(400, 4, { size: 0.1 })).isJumping(4)).toBe(true)
    expect(chainOf(...every(800, 4, { size: 0.06 })).isJumping(4)).toBe(false)
  })

  test('a run reaches back over swings of its size and pace only', () => {
    const wobble = link(620, { size: 0.03 })
    const chain = chainOf(wobble, ...every(400, 6))
    expect(chain.run(4)).toHaveLength(6)
  })

  test('a rise without a fall counts for no more than the fall', () => {
    const chain = chainOf(link(600), ...every(400, 4))
    chain.limitLast(0.02)
    expect(chain.swings.at(-1)?.size).toBe(0.02)
  })

  test('the usual period is finer than the frames', () => {
    const times = [1000, 1200, 1367, 1567, 1733, 1933, 2100]
    expect(chainOf(...times.map((ms) => link(ms))).periodMs).toBeCloseTo(183.3, 0)
  })

  test('remembers a bounded number of swings', () => {
    expect(chainOf(...every(300, 500)).swings.length).toBeLessThanOrEqual(16)
  })
})
