import { describe, expect, test } from 'vitest'
import { FrameRateMeter } from './frame-rate.ts'
import { GapBridge } from './gap-bridge.ts'
import { angleBetweenDeg } from './geometry.ts'
import { median } from './median.ts'
import { OneEuroFilter } from './one-euro.ts'
import { RunningPercentile } from './running-percentile.ts'
import { TimeWindow } from './time-window.ts'

type Vector = readonly [number, number, number]

test.each<readonly [Vector, Vector, number]>([
  [[1, 0, 0], [0, 1, 0], 90],
  [[1, 0, 0], [-1, 0, 0], 180],
  [[1, 0, 0], [2, 0, 0], 0],
  [[1, 1, 0], [1, 0, 0], 45],
  [[0, 3, 3], [0, 0, 1], 45],
  [[1e-9, 0, 0], [-1e9, 1, 0], 180],
])('the angle between %j and %j', (u, v, expected) => {
  expect(angleBetweenDeg(...u, ...v)).toBeCloseTo(expected, 6)
})

describe('a One Euro filter', () => {
  const options = { minCutoffHz: 4, beta: 4, derivativeCutoffHz: 2 }

  test('keeps nine tenths of a push-up a second, at 10 and at 60 frames a second', () => {
    for (const framesPerSecond of [10, 60]) {
      const filter = new OneEuroFilter(options)
      const filtered = Array.from({ length: 4 * framesPerSecond }, (_, i) => {
        const ms = (i * 1000) / framesPerSecond
        return filter.apply(0.2 * Math.sin((2 * Math.PI * ms) / 1000), ms)
      })
      expect(Math.max(...filtered.slice(framesPerSecond))).toBeGreaterThan(0.18)
    }
  })

  test('damps jitter at rest', () => {
    const filter = new OneEuroFilter({ ...options, beta: 0 })
    const filtered = Array.from({ length: 60 }, (_, i) =>
      filter.apply(i % 2 === 0 ? 1 : -1, i * 16),
    )
    expect(Math.max(...filtered.slice(20).map(Math.abs))).toBeLessThan(0.35)
  })

  test('ignores samples that do not advance in time', () => {
    const filter = new OneEuroFilter(options)
    filter.apply(1, 100)
    expect(filter.apply(9, 100)).toBe(1)
    expect(filter.apply(9, 50)).toBe(1)
  })
})

describe('a running percentile', () => {
  test('equals that of the sorted window after every sample', () => {
    const percentile = new RunningPercentile(1000, 64)
    const samples = Array.from({ length: 400 }, (_, i) => ({ ms: i * 30, value: (i * 37) % 101 }))
    samples.forEach(({ ms, value }, i) => {
      percentile.push(value, ms)
      const window = samples
        .slice(0, i + 1)
        .filter((sample) => sample.ms >= ms - 1000)
        .map((sample) => sample.value)
        .sort((a, b) => a - b)
      expect(percentile.length).toBe(window.length)
      expect(percentile.at(0.5)).toBe(window[Math.round(0.5 * (window.length - 1))])
    })
  })

  test('keeps no more than its capacity', () => {
    const percentile = new RunningPercentile(1e9, 8)
    for (let i = 0; i < 100; i++) percentile.push(i, i)
    expect(percentile.length).toBe(8)
    expect(percentile.at(0)).toBe(92)
    percentile.clear()
    expect(percentile.at(0.5)).toBeNull()
  })
})

test('a time window drops samples that are too old or too many', () => {
  const window = new TimeWindow(100, 3)
  window.push(1, 0)
  window.push(2, 90)
  window.push(3, 150)
  expect([window.length, window.valueAt(0), window.timeAt(1)]).toEqual([2, 2, 150])
  window.push(4, 151)
  window.push(5, 152)
  expect([window.length, window.valueAt(0), window.valueAt(2)]).toEqual([3, 3, 5])
  expect(window.valueAt(3)).toBeNaN()
})

test('the frame rate is known after a second', () => {
  const meter = new FrameRateMeter()
  expect(meter.push(0)).toBeNull()
  for (let ms = 40; ms <= 960; ms += 40) expect(meter.push(ms)).toBeNull()
  expect(meter.push(1000)).toBeCloseTo(25)
})

describe('a gap bridge', () => {
  const wave = (ms: number): number => 0.35 + 0.15 * Math.cos((2 * Math.PI * ms) / 760)

  test('restores a turning point that fell into a gap', () => {
    const bridge = new GapBridge()
    const times = Array.from({ length: 60 }, (_, i) => i * 33).filter((ms) => ms < 610 || ms > 910)
    const out = times.flatMap((timestampMs) =>
      bridge.push({ value: wave(timestampMs), timestampMs }),
    )
    const inGap = out.filter(({ timestampMs }) => timestampMs > 610 && timestampMs < 910)
    expect(Math.max(...inGap.map(({ value }) => value))).toBeGreaterThan(0.45)
    const ms = out.map(({ timestampMs }) => timestampMs)
    expect(ms).toEqual([...ms].sort((a, b) => a - b))
  })

  test.each([10, 30])('adds nothing to an even stream of %i frames a second', (framesPerSecond) => {
    const bridge = new GapBridge()
    const samples = Array.from({ length: 50 }, (_, i) => ({
      value: wave(i),
      timestampMs: (i * 1000) / framesPerSecond,
    }))
    expect(samples.flatMap((sample) => bridge.push(sample))).toEqual(samples)
  })
})

test('the median is the upper middle value, and 0 of nothing', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(3)
  expect(median([])).toBe(0)
})
