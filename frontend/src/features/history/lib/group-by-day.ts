import type { Workout } from '@/api/types'
import type { LocalDate } from '@/shared/lib/dates'

/** The workouts of each day, in their given order. */
export function groupByDay(workouts: readonly Workout[]): [LocalDate, Workout[]][] {
  const days = new Map<LocalDate, Workout[]>()
  for (const workout of workouts) {
    const ofDay = days.get(workout.local_date)
    if (ofDay === undefined) days.set(workout.local_date, [workout])
    else ofDay.push(workout)
  }
  return [...days]
}
