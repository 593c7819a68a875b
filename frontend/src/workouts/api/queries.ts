import { type InfiniteData, infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { type WorkoutFilter, getWorkout, listWorkouts } from './calls'
import { lastKey, listKey, workoutKey } from './keys'
import type { DetailedWorkout, WorkoutPage } from '@/api/types'
import type { Query } from '@/shared/lib/query'

const PAGE_SIZE = 30

/** How many of the newest the home page shows. */
export const LAST_SHOWN = 4

type Cursor = string | null

type WorkoutListQuery = ReturnType<
  typeof infiniteQueryOptions<
    WorkoutPage,
    Error,
    InfiniteData<WorkoutPage>,
    readonly unknown[],
    Cursor
  >
>

/** The history, newest first, page by page. */
export function workoutListQuery(filter: WorkoutFilter): WorkoutListQuery {
  return infiniteQueryOptions({
    queryKey: listKey(filter),
    queryFn: ({ pageParam, signal }) =>
      listWorkouts(
        { ...filter, limit: PAGE_SIZE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as Cursor,
    getNextPageParam: (page) => page.next_cursor,
  })
}

/** The newest few, for the home page. */
export function lastWorkoutsQuery(limit: number, filter: WorkoutFilter = {}): Query<WorkoutPage> {
  return queryOptions({
    queryKey: lastKey(limit, filter),
    queryFn: ({ signal }) => listWorkouts({ ...filter, limit }, signal),
  })
}

export function workoutQuery(id: string): Query<DetailedWorkout> {
  return queryOptions({
    queryKey: workoutKey(id),
    queryFn: ({ signal }) => getWorkout(id, signal),
  })
}
