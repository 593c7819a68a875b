import { describe, expect, it } from 'vitest'
import { bucketsOf } from './buckets'
import type { DayTotals } from './every-day'
import { daysOf } from './ranges'
import { streakNote } from './streak-note'
import { yearGrid } from './year-grid'

function day(local_date: string, reps: number): DayTotals {
  return { local_date, workouts: 1, reps, duration_seconds: reps * 2, calories: 0 }
}

const sum = (buckets: readonly { reps: number }[]): number =>
  buckets.reduce((total, { reps }) => total + reps, 0)

describe('the bars of a range', () => {
  it('are days, then weeks, then months, and always add up', () => {
    const daily = [day('2027-12-31', 7), day('2028-02-29', 5), day('2028-03-05', 3)]
    const to = '2028-03-05'
    const days = bucketsOf(daily, { from: '2027-12-31', to })
    expect(days).toHaveLength(66)
    expect(days[0]).toMatchObject({ label: '31 Dec', reps: 7 })

    const weeks = bucketsOf(daily, { from: '2027-03-06', to })
    // The week of Monday 28 February holds the leap day and the Sunday after it.
    expect(weeks.at(-1)).toEqual({ label: '28 Feb', reps: 8, duration_seconds: 16 })

    const months = bucketsOf(daily, { from: '2025-01-01', to })
    expect(months).toHaveLength(39)
    expect(months.at(-1)).toMatchObject({ label: 'Mar 2028', reps: 3 })
    for (const bars of [days, weeks, months]) expect(sum(bars)).toBe(15)
  })

  it('begin with the first workout where all time is asked for', () => {
    const range = daysOf('all', '2026-03-14', { from: '', to: '' })
    expect(bucketsOf([day('2026-03-12', 4)], range).map(({ label }) => label)).toEqual([
      '12 Mar',
      '13 Mar',
      '14 Mar',
    ])
  })
})

describe('the grid of a year', () => {
  it('has each day once, in its week and under its weekday, over a leap day', () => {
    const daily = [
      day('2028-02-28', 1),
      day('2028-02-29', 10),
      day('2028-03-01', 20),
      day('2028-03-02', 40),
    ]
    const { weeks, rows } = yearGrid(daily, '2027-06-01', '2028-05-31')
    const cells = rows.flat().filter((cell) => cell !== null)

    expect(cells).toHaveLength(366)
    expect(new Set(cells.map(({ date }) => date)).size).toBe(366)
    // A Tuesday.
    expect(rows[1]![weeks.indexOf('2028-02-28')]).toMatchObject({ date: '2028-02-29', reps: 10 })
    expect(rows[0]![0]).toBeNull()
    expect(cells.flatMap(({ level }) => (level > 0 ? [level] : []))).toEqual([1, 2, 3, 4])
  })

  it('shows nothing strongly where nothing was done', () => {
    const { rows } = yearGrid([], '2026-01-01', '2026-12-31')
    expect(rows.flat().every((cell) => cell === null || cell.level === 0)).toBe(true)
  })
})

describe('the note on a streak', () => {
  it.each([
    [{ current: 1, longest: 9, frozen_days: 0 }, 'day, longest 9'],
    [{ current: 5, longest: 5, frozen_days: 1 }, 'days, 1 missed day frozen, longest 5'],
  ])('%o', (streak, text) => {
    expect(streakNote(streak)).toBe(text)
  })
})
