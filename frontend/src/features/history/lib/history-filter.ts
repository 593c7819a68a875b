import type { WorkoutFilter } from '@/workouts/calls'

const NAMES = ['exercise_type', 'from', 'to'] as const

/** The filter that the address of the history holds. */
export function historyFilter(parameters: URLSearchParams): WorkoutFilter {
  const present = NAMES.flatMap((name) => {
    const value = parameters.get(name)
    return value ? [[name, value] as const] : []
  })
  return Object.fromEntries(present)
}
