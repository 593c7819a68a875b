import { describe, expect, test } from 'vitest'
import { UnseenTime } from '../../signals/unseen-time.ts'
import { SwingChain } from './swing-chain.ts'
import type { Link } from './swing-chain.ts'

function link(peakMs: number, changes: Partial<Link> = {}): Link {
  return {
    startMs: peakMs - 200,
    peakMs,
    size: 0.15,
    isUp: true,
    isSharp: true,
    again: null,
    isUnseen: false,
    isPlausible: true,
    style: null,
    isTrunkAlone: false,
    ...changes,
  }
}

function chainOf(...links: Link[]): SwingChain {
  return chainBesideHole(null, ...links)
}

/** Frames came every 20 ms for 4 s but in the hole. */
function chainBesideHole(hole: readonly [number, number] | null, ...links: Link[]): SwingChain {
  const unseen = new UnseenTime()
  for (let ms = 0; ms <= 4000; ms += 20)
    if (hole === null || ms <= hole[0] || ms >= hole[1]) unseen.push(ms)
  const chain = new SwingChain(unseen)
  for (const each of links) chain.follow(each, null)
  return chain
}

function times(chain: SwingChain): readonly number[] {
  return chain.swings.map(({ peakMs }) => peakMs)
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
  ])('swings that are %s are no rhythm', (_, links) => {
    expect(chainOf(...links).isRhythm(4)).toBe(false)
  })

  test('a jump must rise as far as its time in the air demands, so swaying does not count', () => {
    expect(chainOf(...every(400, 4, { size: 0.1 })).isJumping(4)).toBe(true)
    expect(chainOf(...every(800, 4, { size: 0.06 })).isJumping(4)).toBe(false)
  })

  test('a run includes earlier swings only if they have its size and pace', () => {
    const wobble = link(620, { size: 0.03 })
    const chain = chainOf(wobble, ...every(400, 6))
    expect(chain.run(4)).toHaveLength(6)
  })

  test('a rise without a fall counts for no more than the fall', () => {
    const chain = chainOf(link(600), ...every(400, 4))
    chain.limitLast(0.02)
    expect(chain.swings.at(-1)?.size).toBe(0.02)
  })

  test('the usual period is more precise than the distance of frames', () => {
    const times = [1000, 1200, 1367, 1567, 1733, 1933, 2100]
    expect(chainOf(...times.map((ms) => link(ms))).periodMs).toBeCloseTo(183.3, 0)
  })

  test('remembers a bounded number of swings', () => {
    expect(chainOf(...every(300, 500)).swings.length).toBeLessThanOrEqual(16)
  })

  describe('if only the trunk is seen', () => {
    const alone = (periodMs: number, count: number, fromMs = 1000): Link[] =>
      Array.from({ length: count }, (_, i) =>
        link(fromMs + i * periodMs, { isTrunkAlone: true, size: 0.05 }),
      )

    test('twice the usual time in a steady rhythm means a lost jump', () => {
      const chain = chainOf(...alone(300, 5), ...alone(300, 2, 2800))
      expect(times(chain)).toEqual([1000, 1300, 1600, 1900, 2200, 2500, 2800, 3100])
    })

    test('a run includes what came before a jump that hardly showed', () => {
      const run = chainOf(...alone(300, 2, 400), ...alone(300, 4, 1300)).run(4)
      expect(run.map(({ peakMs }) => peakMs)).toEqual([400, 700, 1000, 1300, 1600, 1900, 2200])
    })

    test.each<[string, Link[], number]>([
      ['legs are seen', every(300, 5), 2800],
      ['one and a half times have passed', alone(300, 5), 2650],
      ['the rhythm is not steady', [...alone(300, 3), ...alone(520, 2, 2120)], 3460],
      ['there is no rhythm yet', alone(300, 4), 2500],
      ['they are steps, which the phase tells', alone(150, 5), 1900],
    ])('adds nothing if %s', (_, before, nextMs) => {
      const chain = chainOf(
        ...before,
        link(nextMs, { isTrunkAlone: before[0]?.isTrunkAlone ?? false }),
      )
      expect(times(chain)).toHaveLength(before.length + 1)
    })
  })

  describe('beside a gap in the frames', () => {
    const before = every(400, 4)

    test('adds the swings that the gap hid', () => {
      const chain = chainBesideHole([2300, 2800], ...before, link(3000))
      expect(times(chain)).toEqual([1000, 1400, 1800, 2200, 2600, 3000])
      expect(chain.swings.map(({ isUnseen }) => isUnseen)).toEqual([
        ...[false, false, false, false],
        ...[true, false],
      ])
    })

    test('counts a swing seen on both edges of a gap once', () => {
      const edge = link(2480, { isSharp: false })
      const chain = chainBesideHole([2480, 2700], ...before, edge, link(2630))
      expect(times(chain)).toEqual([1000, 1400, 1800, 2200, 2630])
    })

    test('counts a swing whose time is uncertain once, together with the next', () => {
      const edge = link(2330, { isSharp: false })
      const chain = chainBesideHole([2330, 2700], ...before, edge, link(3000))
      expect(times(chain)).toEqual([1000, 1400, 1800, 2200, 2330, 3000])
    })

    test('counts a peak split by a gap twice if the rhythm requires two', () => {
      const parted = (againMs: number): Link =>
        link(2600, { isSharp: false, again: { peakMs: againMs, isSharp: true } })
      const two = chainBesideHole([2620, 2900], ...before, parted(3000))
      expect(times(two).slice(4)).toEqual([2600, 3000])
      const one = chainBesideHole([2620, 2800], ...before, parted(2660))
      expect(times(one).slice(4)).toEqual([2660])
    })

    test('a run includes what came before the gap', () => {
      const hole = [700, 1500] as const
      const late = Array.from({ length: 4 }, (_, i) => link(1640 + 400 * i))
      const run = chainBesideHole(hole, link(400), ...late).run(4)
      expect(run.map(({ peakMs }) => Math.round(peakMs)).slice(0, 4)).toEqual([
        400, 813, 1227, 1640,
      ])
    })

    test.each([
      ['there is no hole', null, link(3000)],
      ['the swings do not keep step', [2300, 2800], link(2800)],
      ['more is missing than it can hide', [2300, 2440], link(3000)],
    ] as const)('adds nothing if %s', (_, hole, next) => {
      expect(times(chainBesideHole(hole, ...before, next))).toHaveLength(5)
    })
  })
})
