import type { Statistics } from '@/api/types'
import { type LocalDate, addDays } from '@/shared/lib/dates'

export type DayTotals = Statistics['daily'][number]

/** The series without gaps: the server leaves out days without a workout. */
export function everyDay(daily: readonly DayTotals[], from: LocalDate, to: LocalDate): DayTotals[] {
  const known = new Map(daily.map((day) => [day.local_date, day]))
  const days: DayTotals[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    days.push(
      known.get(date) ?? {
        local_date: date,
        workouts: 0,
        reps: 0,
        duration_seconds: 0,
        calories: 0,
      },
    )
  }
  return days
}
