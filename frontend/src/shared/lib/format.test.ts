import { describe, expect, it } from 'vitest'
import { formatCalories, formatClock, formatCount, formatDuration } from './format'

describe('figures', () => {
  it.each([
    [0, '0:00'],
    [59.6, '1:00'],
    [3599.4, '59:59'],
    [3723, '1:02:03'],
    [-1, '0:00'],
  ])('%f seconds on a clock are %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text)
  })

  it.each([
    [42, '42 s'],
    [59.6, '1 min'],
    [3570, '1 h'],
    [3720, '1 h 2 min'],
    [86_399, '24 h'],
  ])('%f seconds in words are %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text)
  })

  it('are grouped and rounded', () => {
    expect(formatCount(12345.6)).toBe('12,346')
    expect(formatCalories(9.5)).toBe('10 kcal')
  })
})
