import type { WorkoutFilter } from '@/workouts/calls'

const DAYS = ['from', 'to'] as const

/** The days that the address of the history holds, of the exercise that every page shows. */
export function historyFilter(parameters: URLSearchParams, exercise: string | null): WorkoutFilter {
  const present = DAYS.flatMap((name) => {
    const value = parameters.get(name)
    return value ? [[name, value] as const] : []
  })
  const days: WorkoutFilter = Object.fromEntries(present)
  return exercise === null ? days : { exercise_type: exercise, ...days }
}
