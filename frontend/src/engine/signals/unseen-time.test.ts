import { describe, expect, test } from 'vitest'
import { UnseenTime } from './unseen-time.ts'

const PERIOD_MS = 400

function seen(...timesMs: number[]): UnseenTime {
  const unseen = new UnseenTime()
  for (const ms of timesMs) unseen.push(ms)
  return unseen
}

describe('UnseenTime', () => {
  test('adds up the gaps since a time', () => {
    const unseen = seen(0, 33, 333, 366, 566)
    expect(unseen.since(0)).toBe(500)
    expect(unseen.since(133)).toBe(400)
    expect(unseen.since(566)).toBe(0)
    expect(unseen.between(100, 400)).toBe(267)
  })

  test('tells for two jumps in step across a gap whether one is missing, none is, or one was counted twice', () => {
    const unseen = seen(0, 33, 333, 366)
    expect(unseen.lost(0, 0, 800, PERIOD_MS)).toBe(1)
    expect(unseen.lost(0, 1, 800, PERIOD_MS)).toBe(0)
    expect(unseen.lost(0, 2, 800, PERIOD_MS)).toBe(-1)
  })

  test.each([
    ['no gap', seen(0, 33, 66), 800],
    ['a gap too short to hide a jump', seen(0, 33, 183), 1200],
    ['a gap so long that anything may have happened', seen(0, 33, 1133), 1200],
    ['jumps out of step', seen(0, 33, 333), 600],
    ['more jumps than are taken for granted', seen(0, 900, 1800), 2000],
  ])('infers nothing from %s', (_, unseen, toMs) => {
    expect(unseen.lost(0, 0, toMs, PERIOD_MS)).toBeNull()
  })
})
