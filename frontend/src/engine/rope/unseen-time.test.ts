import { describe, expect, test } from 'vitest'
import { UnseenTime } from './unseen-time.ts'

const PERIOD_MS = 400

function seen(...timesMs: number[]): UnseenTime {
  const unseen = new UnseenTime()
  for (const ms of timesMs) unseen.push(ms)
  return unseen
}

function next(peakMs: number): { startMs: number; peakMs: number; size: number; isUp: boolean } {
  return { startMs: peakMs - 100, peakMs, size: 0.1, isUp: true }
}

describe('UnseenTime', () => {
  test('adds up the holes since a time', () => {
    const unseen = seen(0, 33, 333, 366, 566)
    expect(unseen.since(0)).toBe(500)
    expect(unseen.since(133)).toBe(400)
    expect(unseen.since(566)).toBe(0)
  })

  test('a hole between two jumps that keep step hid one', () => {
    const unseen = seen(0, 33, 333, 366)
    expect(unseen.missed(0, next(800), PERIOD_MS).map(({ peakMs }) => peakMs)).toEqual([400])
  })

  test.each([
    ['no hole', seen(0, 33, 66), 800],
    ['a hole too short to hide a jump', seen(0, 33, 183), 800],
    ['a hole so long that anything may have happened', seen(0, 33, 1133), 1200],
    ['jumps out of step', seen(0, 33, 333), 600],
    ['jumps one period apart', seen(0, 33, 333), 400],
  ])('nothing is inferred from %s', (_, unseen, peakMs) => {
    expect(unseen.missed(0, next(peakMs), PERIOD_MS)).toEqual([])
  })
})
