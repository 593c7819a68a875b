import { type DayTotals, everyDay } from './every-day'
import type { Days } from './ranges'
import { type LocalDate, monthName, shortDay, weekStart } from '@/shared/lib/dates'

/** One bar of the chart: a day, a week or a month. */
export interface Bucket {
  readonly label: string
  readonly reps: number
  readonly duration_seconds: number
}

const MAX_DAYS = 92
const MAX_WEEKS = 106

/** The days of a range in bars wide enough to be seen: single days, else weeks, else months. */
export function bucketsOf(daily: readonly DayTotals[], { from, to }: Days): Bucket[] {
  const first = daily[0]?.local_date
  // All time begins with the first workout, not with the calendar.
  const days = everyDay(daily, first !== undefined && from < '2001' ? first : from, to)
  if (days.length <= MAX_DAYS) return group(days, (date) => date, shortDay)
  if (days.length <= MAX_WEEKS * 7) return group(days, weekStart, shortDay)
  return group(
    days,
    (date) => date.slice(0, 7),
    (month) => monthName(`${month}-01`),
  )
}

function group(
  days: readonly DayTotals[],
  keyOf: (date: LocalDate) => string,
  labelOf: (key: string) => string,
): Bucket[] {
  const buckets = new Map<string, Bucket>()
  for (const { local_date, reps, duration_seconds } of days) {
    const key = keyOf(local_date)
    const before = buckets.get(key) ?? { label: labelOf(key), reps: 0, duration_seconds: 0 }
    buckets.set(key, {
      ...before,
      reps: before.reps + reps,
      duration_seconds: before.duration_seconds + duration_seconds,
    })
  }
  return [...buckets.values()]
}
