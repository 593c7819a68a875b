import { describe, expect, test } from 'vitest'
import { ZigZag } from './zig-zag.ts'
import type { ZigZagOptions } from './zig-zag.ts'

const OPTIONS: ZigZagOptions = {
  leastTravel: 0.12,
  returnShare: 0.72,
  partialReturnShare: 0.5,
  restPlateauFrom: 0.42,
  assumedRest: null,
  mostMs: 12_000,
  restMemoryMs: 15_000,
}

/** Straight lines between values, each taking half a second, at 20 samples a second. */
function cycles(values: readonly number[], options: ZigZagOptions = OPTIONS): number {
  const zigZag = new ZigZag(options)
  let [count, ms] = [0, 0]
  values.slice(1).forEach((to, i) => {
    const from = values[i] ?? to
    for (let step = 1; step <= 10; step++) {
      ms += 50
      if (zigZag.push(from + ((to - from) * step) / 10, ms) === 'cycle') count += 1
    }
  })
  return count
}

describe('a zig-zag finds', () => {
  test.each([
    ['nothing at rest', [0.5, 0.5, 0.5, 0.5], 0],
    ['nothing in fidgeting', [0.5, 0.42, 0.5, 0.43, 0.5], 0],
    ['one cycle', [0.5, 0.5, 0.2, 0.5], 1],
    ['two cycles without a pause between', [0.5, 0.2, 0.48, 0.2, 0.5], 2],
    ['one cycle with a bounce at the bottom', [0.5, 0.2, 0.28, 0.2, 0.5], 1],
    ['one cycle with a pause at the bottom', [0.5, 0.2, 0.2, 0.2, 0.2, 0.5], 1],
    ['nothing in a way up that began at the bottom', [0.2, 0.5, 0.5], 0],
    ['nothing in a way down that never comes back', [0.5, 0.2, 0.2], 0],
    ['nothing in a way up that is broken off below lock-out', [0.5, 0.1, 0.35], 0],
    ['cycles of someone who never locks out', [0.5, 0.15, 0.38, 0.15, 0.38, 0.15], 2],
    ['a cycle after a stop at another level', [0.8, 0.5, 0.5, 0.5, 0.5, 0.5, 0.2, 0.5], 1],
    [
      'nothing in a descent of a quarter of a minute',
      [0.5, 0.2, ...Array<number>(26).fill(0.2), 0.5],
      0,
    ],
  ])('%s', (_, values, expected) => {
    expect(cycles(values)).toBe(expected)
  })

  test('one cycle in a way up at the start of a scene, if a rest level is assumed', () => {
    const begun = { ...OPTIONS, assumedRest: 0.5 }
    expect(cycles([0.2, 0.5, 0.5], begun)).toBe(1)
    expect(cycles([0.2, 0.5, 0.2, 0.5], begun)).toBe(2)
    expect(cycles([0.5, 0.5, 0.2, 0.5], begun)).toBe(1)
  })
})
