import type { DayTotals } from './every-day'
import { type LocalDate, addDays, weekStart } from '@/shared/lib/dates'

/** A day of the year's grid; null before the first and after the last. */
export interface GridDay {
  readonly date: LocalDate
  readonly reps: number
  readonly duration_seconds: number
  readonly workouts: number
  /** 0 for a day without a workout, then 1 to 4 by how much was done. */
  readonly level: 0 | 1 | 2 | 3 | 4
}

export interface YearGrid {
  /** The Monday of each column. */
  readonly weeks: readonly LocalDate[]
  /** Seven rows from Monday to Sunday, a cell a week. */
  readonly rows: readonly (readonly (GridDay | null)[])[]
}

const WEEKDAYS = 7

/** The days of a year in weeks, as a table. How strong a day looks is told from the quarters of the year's own days. */
export function yearGrid(daily: readonly DayTotals[], from: LocalDate, to: LocalDate): YearGrid {
  const known = new Map(daily.map((day) => [day.local_date, day]))
  const borders = quarters(daily.map(({ duration_seconds }) => duration_seconds))
  const weeks: LocalDate[] = []
  for (let week = weekStart(from); week <= to; week = addDays(week, WEEKDAYS)) weeks.push(week)
  const rows = Array.from({ length: WEEKDAYS }, (_, weekday) =>
    weeks.map((week) => {
      const date = addDays(week, weekday)
      return date < from || date > to ? null : gridDay(date, known.get(date), borders)
    }),
  )
  return { weeks, rows }
}

function gridDay(date: LocalDate, day: DayTotals | undefined, borders: readonly number[]): GridDay {
  if (day === undefined || day.workouts === 0) {
    return { date, reps: 0, duration_seconds: 0, workouts: 0, level: 0 }
  }
  const { reps, duration_seconds, workouts } = day
  const above = borders.filter((border) => duration_seconds > border).length
  return { date, reps, duration_seconds, workouts, level: (above + 1) as GridDay['level'] }
}

/** The values that part the sorted ones into four. */
function quarters(values: readonly number[]): number[] {
  const sorted = values.toSorted((one, other) => one - other)
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
}
