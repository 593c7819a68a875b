import type { Day } from './figures'
import type { Days } from './ranges'
import { type LocalDate, addDays, monthName, shortDay, weekStart } from '@/shared/lib/dates'

/** One bar of the chart: a day, a week or a month. */
export interface Bucket {
  readonly label: string
  /** Only days with a workout. */
  readonly days: readonly Day[]
}

const MAX_DAYS = 92
const MAX_WEEKS = 106

/** The days of a range in bars of visible width: days, else weeks, else months. */
export function bucketsOf(daily: readonly Day[], { from, to }: Days): Bucket[] {
  const first = daily[0]?.local_date
  // "All time" begins with the first workout.
  const dates = datesOf(first !== undefined && from < '2001' ? first : from, to)
  if (dates.length <= MAX_DAYS) return group(daily, dates, (date) => date, shortDay)
  if (dates.length <= MAX_WEEKS * 7) return group(daily, dates, weekStart, shortDay)
  return group(
    daily,
    dates,
    (date) => date.slice(0, 7),
    (month) => monthName(`${month}-01`),
  )
}

function datesOf(from: LocalDate, to: LocalDate): LocalDate[] {
  const dates: LocalDate[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date)
  return dates
}

function group(
  daily: readonly Day[],
  dates: readonly LocalDate[],
  keyOf: (date: LocalDate) => string,
  labelOf: (key: string) => string,
): Bucket[] {
  const buckets = new Map<string, Day[]>()
  for (const date of dates) {
    const key = keyOf(date)
    if (!buckets.has(key)) buckets.set(key, [])
  }
  for (const day of daily) buckets.get(keyOf(day.local_date))?.push(day)
  return [...buckets].map(([key, days]) => ({ label: labelOf(key), days }))
}
