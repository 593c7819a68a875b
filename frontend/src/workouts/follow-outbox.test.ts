import { InfiniteQueryObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type WorkoutFilter, createWorkout } from './api/calls'
import { GOALS_KEY, statisticsKey } from './api/keys'
import { lastWorkoutsQuery, workoutListQuery, workoutQuery } from './api/queries'
import { followOutbox } from './follow-outbox'
import { bringBackWorkout, editWorkout, removeWorkout, tellAnswer } from './outbox/changes'
import { outbox } from './outbox/outbox'
import { outboxQuery } from './outbox/outbox-query'
import { clearOutbox } from './testing/clear-outbox'
import { client } from '@/api/client'
import { aNewWorkout, aWorkout, someStatistics, totals } from '@/api/testing/factories'
import { apiUrl, problem, serveWith, server, signIn } from '@/api/testing/server'
import type { DetailedWorkout, NewWorkout, SavedWorkout, Workout, WorkoutPage } from '@/api/types'

const DAYS = ['2026-03-14', '2026-03-13', '2026-03-10']

let stored: DetailedWorkout[] = []
let requests: string[] = []
let queryClient: QueryClient

const answer = (workout: DetailedWorkout): HttpResponse<SavedWorkout> =>
  HttpResponse.json<SavedWorkout>({ workout, statistics: statisticsOf(stored) })

/** A second a repetition. */
function statisticsOf(workouts: readonly Workout[]): SavedWorkout['statistics'] {
  const seconds = workouts.reduce((sum, { reps_count }) => sum + reps_count, 0)
  return someStatistics({
    totals: totals({ workouts: workouts.length, duration_seconds: seconds }),
  })
}

function workoutOn(day: string, over: Partial<DetailedWorkout> = {}): DetailedWorkout {
  return aWorkout({ local_date: day, started_at: `${day}T12:00:00Z`, ...over })
}

serveWith(
  http.get(apiUrl('/workouts'), () =>
    HttpResponse.json<WorkoutPage>({ items: stored, next_cursor: null }),
  ),
  http.get(apiUrl('/statistics'), () => HttpResponse.json(statisticsOf(stored))),
  http.get(apiUrl('/goals'), () => HttpResponse.json({ items: [] })),
  http.post<never, NewWorkout>(apiUrl('/workouts'), async ({ request }) => {
    const { id, reps_count, started_at } = await request.json()
    const workout = workoutOn(started_at.slice(0, 10), { id, reps_count, started_at })
    stored = [...stored, workout]
    return answer(workout)
  }),
  http.patch<{ id: string }, Partial<Workout>>(
    apiUrl('/workouts/:id'),
    async ({ params, request }) => {
      const edit = await request.json()
      stored = stored.map((each) => (each.id === params.id ? { ...each, ...edit } : each))
      return answer(stored.find(({ id }) => id === params.id)!)
    },
  ),
  http.delete<{ id: string }>(apiUrl('/workouts/:id'), ({ params }) => {
    stored = stored.filter(({ id }) => id !== params.id)
    return new HttpResponse(null, { status: 204 })
  }),
  http.post<{ id: string }>(apiUrl('/workouts/:id/restore'), ({ params }) => {
    stored = [...stored, workoutOn(DAYS[1]!, { id: params.id })]
    return answer(stored.at(-1)!)
  }),
)

beforeEach(async () => {
  await clearOutbox()
  signIn()
  stored = DAYS.map((day) => workoutOn(day))
  requests = []
  server.events.on('request:start', ({ request }) => {
    requests.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`)
  })
  queryClient = new QueryClient({
    defaultOptions: { queries: { staleTime: 30_000, retry: false } },
  })
  onTestFinished(followOutbox(queryClient))
})

afterEach(() => queryClient.clear())

/** A history on screen, with the sums beside it. Returns the days that it lists. */
async function show(filter: WorkoutFilter = {}): Promise<() => string[]> {
  const list = new InfiniteQueryObserver(queryClient, workoutListQuery(filter))
  onTestFinished(list.subscribe(() => undefined))
  const last = new QueryObserver(queryClient, lastWorkoutsQuery(2))
  onTestFinished(last.subscribe(() => undefined))
  queryClient.setQueryData(statisticsKey(), statisticsOf(stored))
  queryClient.setQueryData(GOALS_KEY, [])
  await vi.waitFor(() => expect(last.getCurrentResult().isSuccess).toBe(true))
  await vi.waitFor(() => expect(list.getCurrentResult().isSuccess).toBe(true))
  requests = []
  return () =>
    list
      .getCurrentResult()
      .data!.pages.flatMap(({ items }) => items)
      .map(({ local_date }) => local_date)
}

/** In how many lists on screen the workout stands: the history's, and that of what waits. */
function placesOf(id: string): number {
  const pages = queryClient.getQueryData(workoutListQuery({}).queryKey)?.pages ?? []
  const waiting = queryClient.getQueryData(outboxQuery.queryKey) ?? []
  return [pages.flatMap(({ items }) => items), waiting].filter((list) =>
    list.some((each) => each.id === id),
  ).length
}

const sums = (): unknown =>
  queryClient.getQueryData<SavedWorkout['statistics']>(statisticsKey())?.totals

/** Long enough for a refetch that nobody wants to be seen. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100))

describe('the server’s answer to a save', () => {
  it('puts the workout into the lists and updates the sums, without another request', async () => {
    const days = await show()
    await outbox.add(aNewWorkout({ started_at: '2026-03-12T08:00:00Z', reps_count: 30 }))
    await outbox.sync()
    await settled()

    expect(days()).toEqual(['2026-03-14', '2026-03-13', '2026-03-12', '2026-03-10'])
    expect(sums()).toMatchObject({ workouts: 4, duration_seconds: 66 })
    expect(requests).toEqual(['POST /workouts'])
  })

  it('moves a workout from waiting to the history, so that it is never in both', async () => {
    await show()
    const waiting = new QueryObserver(queryClient, outboxQuery)
    onTestFinished(waiting.subscribe(() => undefined))
    const workout = aNewWorkout({ started_at: '2026-03-12T08:00:00Z' })
    await outbox.add(workout)
    await vi.waitFor(() => expect(waiting.getCurrentResult().data).toHaveLength(1))

    const places = new Set<number>()
    onTestFinished(queryClient.getQueryCache().subscribe(() => places.add(placesOf(workout.id))))
    await outbox.sync()
    await settled()
    expect(placesOf(workout.id)).toBe(1)
    expect(waiting.getCurrentResult().data).toEqual([])
    expect(places).not.toContain(2)
  })

  it('is used even if the device can store nothing', async () => {
    const days = await show()
    const workout = aNewWorkout({ started_at: '2026-03-15T08:00:00Z' })
    await tellAnswer(workout.id, () => createWorkout(workout))
    await settled()

    expect(days()[0]).toBe('2026-03-15')
    const last = queryClient.getQueryData<WorkoutPage>(lastWorkoutsQuery(2).queryKey)
    expect(last?.items.map(({ local_date }) => local_date)).toEqual(['2026-03-15', '2026-03-14'])
    expect(requests).toEqual(['POST /workouts'])
  })

  it('leaves lists alone that the workout does not belong to', async () => {
    const days = await show({ exercise_type: 'push-up', from: '2026-03-13', to: '2026-03-14' })
    await outbox.add(aNewWorkout({ started_at: '2026-03-15T08:00:00Z' }))
    await outbox.sync()

    expect(days()).toEqual(DAYS)
  })

  it('replaces the row after an edit', async () => {
    await show()
    const [workout] = stored
    await editWorkout(workout!, { reps_count: 50 })
    await settled()

    expect(queryClient.getQueryData(workoutQuery(workout!.id).queryKey)).toMatchObject({
      reps_count: 50,
    })
    expect(sums()).toMatchObject({ duration_seconds: 74 })
    expect(requests).toEqual([`PATCH /workouts/${workout!.id}`])
  })

  it('is not overwritten by an older answer to a read', async () => {
    const old = statisticsOf(stored)
    let answerNow = (): void => undefined
    const held = new Promise<void>((resolve) => {
      answerNow = resolve
    })
    server.use(
      http.get(
        apiUrl('/statistics'),
        async () => {
          await held
          return HttpResponse.json(old)
        },
        { once: true },
      ),
    )
    const observer = new QueryObserver(queryClient, {
      queryKey: statisticsKey(),
      queryFn: async () => (await client.get<unknown>('/statistics')).data,
    })
    onTestFinished(observer.subscribe(() => undefined))
    await vi.waitFor(() => expect(requests).toEqual(['GET /statistics']))
    await outbox.add(aNewWorkout({ reps_count: 30 }))
    await outbox.sync()
    answerNow()
    await settled()

    expect(sums()).toMatchObject({ workouts: 4, duration_seconds: 66 })
  })
})

it('refetches a list if the workout belongs on a page that is not loaded', async () => {
  server.use(
    http.get(
      apiUrl('/workouts'),
      () => HttpResponse.json<WorkoutPage>({ items: stored, next_cursor: 'more' }),
      { once: true },
    ),
  )
  const days = await show()
  await outbox.add(aNewWorkout({ started_at: '2026-03-01T08:00:00Z' }))
  await outbox.sync()

  await vi.waitFor(() => expect(days().at(-1)).toBe('2026-03-01'))
})

describe('a deletion', () => {
  it('removes the row, and requests once what it cannot know', async () => {
    const days = await show()
    const [, workout] = stored
    await removeWorkout(workout!)

    expect(days()).toEqual(['2026-03-14', '2026-03-10'])
    // The two newest: the third has moved up.
    const expected = [`DELETE /workouts/${workout!.id}`, 'GET /workouts']
    await vi.waitFor(() => expect(requests).toEqual(expected))
    await settled()
    expect(requests).toEqual(expected)
  })

  it('is undone without a further request', async () => {
    const days = await show()
    const [, workout] = stored
    await removeWorkout(workout!)
    await vi.waitFor(() => expect(requests).toHaveLength(2))
    await vi.waitFor(() => expect(queryClient.isFetching()).toBe(0))
    requests = []
    await bringBackWorkout(workout!, false)
    await settled()

    expect(days()).toEqual(DAYS)
    expect(sums()).toMatchObject({ workouts: 3 })
    expect(requests).toEqual([`POST /workouts/${workout!.id}/restore`])
  })
})

it('refetches the lists if another device’s change wins over a waiting one', async () => {
  const days = await show()
  const [workout] = stored
  server.use(http.patch(apiUrl('/workouts/:id'), () => problem(503, 'database_unavailable')))
  await editWorkout(workout!, { reps_count: 50 })
  server.use(http.patch(apiUrl('/workouts/:id'), () => problem(409, 'newer_edit_kept')))
  stored = stored.slice(1)
  await outbox.sync()

  await vi.waitFor(() => expect(days()).toEqual(DAYS.slice(1)))
})
