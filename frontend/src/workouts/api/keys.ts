import type { WorkoutFilter } from './calls'

type Key = readonly unknown[]

/** Local dates, both inclusive; without them the server's default range. */
export interface StatisticsRange {
  readonly from?: string
  readonly to?: string
}

/** Query keys of workouts, and of data calculated from them. */
export const WORKOUTS_KEY = ['workouts'] as const
export const LISTS_KEY = [...WORKOUTS_KEY, 'list'] as const
export const LAST_KEY = [...WORKOUTS_KEY, 'last'] as const
export const STATISTICS_KEY = ['statistics'] as const
export const GOALS_KEY = ['goals'] as const

export function listKey(filter: WorkoutFilter): Key {
  return [...LISTS_KEY, filter]
}

export function lastKey(limit: number, filter: WorkoutFilter = {}): Key {
  return [...LAST_KEY, limit, filter]
}

export function workoutKey(id: string): Key {
  return [...WORKOUTS_KEY, 'one', id]
}

export function exerciseStatisticsKey(exercise: string, range: StatisticsRange = {}): Key {
  return [...STATISTICS_KEY, exercise, range]
}

export function statisticsKey(range: StatisticsRange = {}): Key {
  return [...STATISTICS_KEY, range]
}
