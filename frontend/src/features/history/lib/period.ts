import type { WorkoutFilter } from '@/workouts/calls'

/** A period that ends before it begins: the server would refuse it. */
export function isReversed({ from, to }: WorkoutFilter): boolean {
  return from !== undefined && to !== undefined && from > to
}
