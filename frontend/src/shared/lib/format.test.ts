import { describe, expect, it } from 'vitest'
import { speak } from '../words/language'
import {
  formatCalories,
  formatClock,
  formatCount,
  formatDuration,
  formatPercent,
  formatSeconds,
} from './format'

describe('figures', () => {
  it.each([
    [0, '0:00'],
    [59.6, '1:00'],
    [3599.4, '59:59'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('%f seconds as a clock shows them are %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text)
  })

  it.each([
    [42, '42\u00a0s'],
    [59.6, '1\u00a0min'],
    [3570, '1\u00a0h'],
    [3720, '1\u00a0h 2\u00a0min'],
    [86_399, '24\u00a0h'],
  ])('%f seconds in words are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it('are grouped and rounded', () => {
    expect(formatCount(12345.6)).toBe('12,346')
    expect(formatCalories(9.5)).toBe('10\u00a0kcal')
  })

  it.each([
    ['en', '60%', '1.4\u00a0s'],
    ['de', '60\u00a0%', '1,4\u00a0s'],
    ['fr', '60\u00a0%', '1,4\u00a0s'],
  ] as const)('are written as usual in %s', (language, percent, seconds) => {
    speak(language, {})
    expect([formatPercent(0.6), formatSeconds(1.44)]).toEqual([percent, seconds])
    speak('en', {})
  })
})
