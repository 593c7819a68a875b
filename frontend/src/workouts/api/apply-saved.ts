import { type InfiniteData, type QueryClient, hashKey } from '@tanstack/react-query'
import type { WorkoutFilter } from './calls'
import {
  GOALS_KEY,
  LAST_KEY,
  LISTS_KEY,
  STATISTICS_KEY,
  WORKOUTS_KEY,
  statisticsKey,
  workoutKey,
} from './keys'
import type { Goal, SavedWorkout, Workout, WorkoutPage } from '@/api/types'

type Pages = readonly WorkoutPage[]

/** Puts the server's answer to a save into the cache, so that no screen has to request it again. */
export function applySaved(queryClient: QueryClient, { workout, statistics }: SavedWorkout): void {
  const askAgain = answersUnderWay(queryClient)
  queryClient.setQueryData(workoutKey(workout.id), workout)
  changeLists(queryClient, (pages, filter) => withSaved(pages, workout, filter))
  queryClient.setQueryData(statisticsKey(), statistics)
  const answered = hashKey(statisticsKey())
  void queryClient.invalidateQueries({
    queryKey: STATISTICS_KEY,
    predicate: ({ queryHash }) => queryHash !== answered,
  })
  invalidateGoals(queryClient)
  void askAgain()
}

/** Removes a deleted workout from the cache. The sums have to be refetched, because the answer to a delete is empty. */
export function applyRemoved(queryClient: QueryClient, id: string): void {
  const askAgain = answersUnderWay(queryClient)
  // The page that shows it is about to be left and must not refetch into a 404.
  void queryClient.invalidateQueries({ queryKey: workoutKey(id), refetchType: 'none' })
  queryClient.removeQueries({ queryKey: workoutKey(id), type: 'inactive' })
  changeLists(queryClient, (pages) => without(pages, id))
  // The list of the newest workouts is now one short.
  void queryClient.invalidateQueries({ queryKey: LAST_KEY })
  void queryClient.invalidateQueries({ queryKey: STATISTICS_KEY })
  invalidateGoals(queryClient)
  void askAgain()
}

/** Refetches everything that depends on workouts, after a change made elsewhere. */
export async function refetchWorkouts(queryClient: QueryClient): Promise<void> {
  const keys = [WORKOUTS_KEY, STATISTICS_KEY, GOALS_KEY]
  await Promise.all(keys.map((queryKey) => queryClient.invalidateQueries({ queryKey })))
}

/** Without goals there is no progress to refetch. */
function invalidateGoals(queryClient: QueryClient): void {
  if (queryClient.getQueryData<Goal[]>(GOALS_KEY)?.length === 0) return
  void queryClient.invalidateQueries({ queryKey: GOALS_KEY })
}

/** A read in flight may have been answered before the change, so it is repeated. */
function answersUnderWay(queryClient: QueryClient): () => Promise<void> {
  const underWay = queryClient
    .getQueryCache()
    .findAll({ fetchStatus: 'fetching' })
    .filter(({ queryKey: [of] }) => of === WORKOUTS_KEY[0] || of === STATISTICS_KEY[0])
  return async () => {
    for (const { queryKey } of underWay) {
      await queryClient.cancelQueries({ queryKey, exact: true })
      void queryClient.invalidateQueries({ queryKey, exact: true })
    }
  }
}

function changeLists(
  queryClient: QueryClient,
  change: (pages: Pages, filter: WorkoutFilter) => Pages | null,
): void {
  const lists = { queryKey: LISTS_KEY }
  for (const [queryKey, data] of queryClient.getQueriesData<InfiniteData<WorkoutPage>>(lists)) {
    if (data === undefined) continue
    const pages = change(data.pages, queryKey[LISTS_KEY.length] as WorkoutFilter)
    if (pages === null) void queryClient.invalidateQueries({ queryKey, exact: true })
    else queryClient.setQueryData(queryKey, { ...data, pages })
  }
  for (const [queryKey, data] of queryClient.getQueriesData<WorkoutPage>({ queryKey: LAST_KEY })) {
    const filter = queryKey[LAST_KEY.length + 1] as WorkoutFilter
    const page = data && change([data], filter)?.[0]
    if (!page) continue
    const limit = queryKey[LAST_KEY.length] as number
    queryClient.setQueryData(queryKey, { ...page, items: page.items.slice(0, limit) })
  }
}

function without(pages: Pages, id: string): Pages {
  return pages.map((page) => ({ ...page, items: page.items.filter((each) => each.id !== id) }))
}

/** The list with the workout in its place; null if its place is unknown because not all pages are loaded. */
function withSaved(pages: Pages, workout: Workout, filter: WorkoutFilter): Pages | null {
  if (!fits(workout, filter)) return without(pages, workout.id)
  const known = pages.findIndex(({ items }) => items.some(({ id }) => id === workout.id))
  const place = known === -1 ? pages.findIndex((page) => reachesTo(page, workout)) : known
  if (place === -1) return null
  return without(pages, workout.id).map((page, index) =>
    index === place ? { ...page, items: inOrder([...page.items, workout]) } : page,
  )
}

function reachesTo({ items, next_cursor }: WorkoutPage, workout: Workout): boolean {
  return next_cursor === null || items.some((each) => isNewer(workout, each))
}

function fits({ exercise_type, local_date }: Workout, filter: WorkoutFilter): boolean {
  const { exercise_type: wanted = exercise_type, from = local_date, to = local_date } = filter
  return exercise_type === wanted && from <= local_date && local_date <= to
}

function inOrder(items: Workout[]): Workout[] {
  return items.toSorted((one, other) => (isNewer(one, other) ? -1 : 1))
}

/** The server's order: latest start first, and for equal starts the greater id first. */
function isNewer(one: Workout, other: Workout): boolean {
  const apartMs = Date.parse(one.started_at) - Date.parse(other.started_at)
  return apartMs === 0 ? one.id > other.id : apartMs > 0
}
