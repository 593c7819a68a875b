import type { WorkoutFilter } from '@/workouts/api/calls'

/** Whether the period ends before it begins, which the server would refuse. */
export function isReversed({ from, to }: WorkoutFilter): boolean {
  return from !== undefined && to !== undefined && from > to
}
