import type { WorkoutFilter } from '@/workouts/api/calls'

const DAYS = ['from', 'to'] as const

/** The filter of the history: days from the address, and the exercise that all pages show. */
export function historyFilter(parameters: URLSearchParams, exercise: string | null): WorkoutFilter {
  const present = DAYS.flatMap((name) => {
    const value = parameters.get(name)
    return value ? [[name, value] as const] : []
  })
  const days: WorkoutFilter = Object.fromEntries(present)
  return exercise === null ? days : { exercise_type: exercise, ...days }
}
