import { describe, expect, it } from 'vitest'
import { type Bucket, bucketsOf } from './buckets'
import type { Day } from './figures'
import { measuresOf } from './measures'
import { comparedMonths, monthsSoFar } from './month-comparison'
import { daysOf } from './ranges'
import { streakNote } from './streak-note'
import { gridOf } from './year-grid'
import { formatDuration } from '@/shared/lib/format'

function day(local_date: string, reps: number): Day {
  return { local_date, workouts: 1, reps, duration_seconds: reps * 2, calories: 0 }
}

const repsOf = ({ days }: Bucket): number => days.reduce((sum, { reps = 0 }) => sum + reps, 0)
const sum = (buckets: readonly Bucket[]): number =>
  buckets.reduce((total, bucket) => total + repsOf(bucket), 0)

describe('the bars of the chart', () => {
  it('are days, weeks or months by the length of the range, and add up to the same sum', () => {
    const daily = [day('2027-12-31', 7), day('2028-02-29', 5), day('2028-03-05', 3)]
    const to = '2028-03-05'
    const days = bucketsOf(daily, { from: '2027-12-31', to })
    expect(days).toHaveLength(66)
    expect(days[0]).toMatchObject({ label: '31 Dec', days: [daily[0]] })

    const weeks = bucketsOf(daily, { from: '2027-03-06', to })
    // The week of Monday 28 February holds the leap day and the Sunday after it.
    expect(weeks.at(-1)).toEqual({ label: '28 Feb', days: [daily[1], daily[2]] })

    const months = bucketsOf(daily, { from: '2025-01-01', to })
    expect(months).toHaveLength(39)
    expect(months.at(-1)).toMatchObject({ label: 'Mar 2028', days: [daily[2]] })
    for (const bars of [days, weeks, months]) expect(sum(bars)).toBe(15)
  })

  it('begin with the first workout if all time is shown', () => {
    const range = daysOf('all', '2026-03-14', { from: '', to: '' })
    expect(bucketsOf([day('2026-03-12', 4)], range).map(({ label }) => label)).toEqual([
      '12 Mar',
      '13 Mar',
      '14 Mar',
    ])
  })
})

describe('the calendar of a year', () => {
  it('has each day once, in its week and under its weekday, including a leap day', () => {
    const daily = [
      day('2028-02-28', 1),
      day('2028-02-29', 10),
      day('2028-03-01', 20),
      day('2028-03-02', 40),
    ]
    const { weeks, rows } = gridOf(daily, { from: '2027-06-01', to: '2028-05-31' }, 'push-up')
    const cells = rows.flat().filter((cell) => cell !== null)

    expect(cells).toHaveLength(366)
    expect(new Set(cells.map(({ date }) => date)).size).toBe(366)
    // A Tuesday.
    expect(rows[1]![weeks.indexOf('2028-02-28')]).toMatchObject({ done: daily[1] })
    expect(rows[0]![0]).toBeNull()
    expect(cells.flatMap(({ level }) => (level > 0 ? [level] : []))).toEqual([1, 2, 3, 4])
  })

  it('shows no colour if nothing was done', () => {
    const { rows } = gridOf([], { from: '2026-01-01', to: '2026-12-31' }, null)
    expect(rows.flat().every((cell) => cell === null || cell.level === 0)).toBe(true)
  })
})

describe('the comparison of months', () => {
  it('compares months up to the same day, or the last day of a shorter month', () => {
    expect(monthsSoFar('2026-03-31')).toEqual([
      { title: 'Mar 2026', from: '2026-03-01', to: '2026-03-31' },
      { title: 'Feb 2026', from: '2026-02-01', to: '2026-02-28' },
      { title: 'Mar 2025', from: '2025-03-01', to: '2025-03-31' },
    ])
    expect(monthsSoFar('2026-01-05')[1]).toMatchObject({ from: '2025-12-01', to: '2025-12-05' })
  })

  it('leaves out what was done later in earlier months, and shows no change from zero to zero', () => {
    const daily = [
      day('2025-03-04', 5),
      day('2026-02-10', 40),
      day('2026-02-20', 99),
      day('2026-03-10', 50),
    ]
    const rows = comparedMonths(daily, monthsSoFar('2026-03-15'), 'push-up')
    expect(rows.slice(0, 3)).toEqual([
      { label: 'Days', values: ['1', '1', '1'], change: '±0%' },
      { label: 'Reps', values: ['50', '40', '5'], change: '+25%' },
      { label: 'Best set', values: ['–', '–', '–'], change: null },
    ])
  })

  it('is rounded once: the same minutes as in the totals above it', () => {
    const daily = [34, 55].map((seconds, index) => ({
      ...day(`2026-03-0${index + 1}`, 1),
      duration_seconds: seconds,
    }))
    const minutes = comparedMonths(daily, monthsSoFar('2026-03-15'), null)[1]!
    expect(minutes.values[0]).toBe(formatDuration(34 + 55))
  })

  it('never compares repetitions of several exercises', () => {
    expect(measuresOf(null).map(({ name }) => name)).toEqual(['minutes', 'sets', 'calories'])
    expect(measuresOf('plank').map(({ name }) => name)).toEqual(['minutes', 'best-set', 'sets'])
  })

  it('compares good repetitions as a share of all that were judged, not as a mean of days', () => {
    const quality = { shallow: 0, no_lock_out: 0, hips_off_line: 0, low_confidence: 0 }
    const form = measuresOf('squat').find(({ name }) => name === 'form')!
    const days = [
      { ...day('2026-03-01', 1), quality: { ...quality, valid: 0, shallow: 1 } },
      { ...day('2026-03-02', 9), quality: { ...quality, valid: 9 } },
      { ...day('2026-03-03', 9), quality: null },
    ]
    expect(form.value(days)).toBe(90)
    expect(form.value([days[2]!])).toBeNull()
  })
})

describe('the note on a streak', () => {
  it.each([
    [{ current: 0, longest: 0, frozen_days: 0 }, 'days'],
    [{ current: 1, longest: 9, frozen_days: 0 }, 'day, longest 9'],
    [{ current: 5, longest: 5, frozen_days: 1 }, 'days, 1 missed day frozen, longest 5'],
  ])('%o', (streak, text) => {
    expect(streakNote(streak)).toBe(text)
  })
})
