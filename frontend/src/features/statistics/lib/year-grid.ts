import { type Day, hasReps } from './figures'
import { type LocalDate, addDays, weekStart } from '@/shared/lib/dates'

/** 0 for a day without a workout, then 1 to 4 by how much was done. */
export type Level = 0 | 1 | 2 | 3 | 4

/** A day of a calendar. */
export interface GridDay {
  readonly date: LocalDate
  /** Null for a day without a workout. */
  readonly done: Day | null
  readonly level: Level
}

export interface Grid {
  /** The day on which weeks begin: 0 for Monday to 6 for Sunday. */
  readonly first: number
  /** The first day of each week. */
  readonly weeks: readonly LocalDate[]
  /** Seven rows, one per weekday, with a cell per week; null before the first day and after the last. */
  readonly rows: readonly (readonly (GridDay | null)[])[]
}

const WEEKDAYS = 7

/** Arranges the days of a range in weeks. A day's level is its quartile among them, by repetitions or by time. */
export function gridOf(
  daily: readonly Day[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  exercise: string | null,
  first = 0,
): Grid {
  const amount = (day: Day): number => (hasReps(exercise) ? (day.reps ?? 0) : day.duration_seconds)
  const within = daily.filter(({ local_date }) => from <= local_date && local_date <= to)
  const known = new Map(within.map((day) => [day.local_date, day]))
  const borders = quarters(within.map(amount))
  const weeks: LocalDate[] = []
  for (let week = weekStart(from, first); week <= to; week = addDays(week, WEEKDAYS))
    weeks.push(week)
  const rows = Array.from({ length: WEEKDAYS }, (_, weekday) =>
    weeks.map((week): GridDay | null => {
      const date = addDays(week, weekday)
      if (date < from || date > to) return null
      const done = known.get(date) ?? null
      if (done === null) return { date, done, level: 0 }
      const above = borders.filter((border) => amount(done) > border).length
      return { date, done, level: (above + 1) as Level }
    }),
  )
  return { first, weeks, rows }
}

/** The quartiles of the values. */
function quarters(values: readonly number[]): number[] {
  const sorted = values.toSorted((one, other) => one - other)
  return [0.25, 0.5, 0.75].map((share) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0)
}
