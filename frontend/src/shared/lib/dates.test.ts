import { describe, expect, it, onTestFinished } from 'vitest'
import { addDays, dayName, localDateIn, shortDay, shortMonth } from './dates'
import { speak } from '@/shared/words/language'

describe('localDateIn', () => {
  it.each([
    ['2026-03-14T23:30:00Z', 'Europe/Berlin', '2026-03-15'],
    ['2026-03-14T23:30:00Z', 'America/New_York', '2026-03-14'],
    ['2026-12-31T10:30:00Z', 'Pacific/Kiritimati', '2027-01-01'],
    ['2026-01-01T09:00:00Z', 'Pacific/Pago_Pago', '2025-12-31'],
    ['2026-03-29T01:30:00Z', 'Europe/Berlin', '2026-03-29'],
  ])('%s in %s is %s', (instant, timeZone, date) => {
    expect(localDateIn(new Date(instant), timeZone)).toBe(date)
  })
})

describe('addDays', () => {
  it.each([
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-29', 1, '2026-03-30'],
  ])('%s and %i days', (date, days, result) => {
    expect(addDays(date, days)).toBe(result)
  })
})

describe('names of days', () => {
  it.each([
    ['2026-03-14', 'Today'],
    ['2026-03-13', 'Yesterday'],
    ['2026-03-01', 'Sunday 1 March'],
    ['2025-12-31', 'Wednesday, 31 December 2025'],
  ])('%s is %s', (date, name) => {
    expect(dayName(date, '2026-03-14')).toBe(name)
  })

  it('are short on an axis', () => {
    expect(shortDay('2026-03-01')).toBe('1 Mar')
  })
})

it('tells June from July in French', () => {
  onTestFinished(() => speak('en', {}))
  speak('fr', {})
  expect(['2026-06-01', '2026-07-01'].map(shortMonth)).toEqual(['juin', 'juil.'])
})
