import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { HttpResponse, http } from 'msw'
import type { ReactElement } from 'react'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { AddSetButton } from '../editing/add-set-button'
import { WaitingWorkouts } from './waiting-workouts'
import { WorkoutList } from './workout-list'
import { aUser, aWorkout, someStatistics } from '@/api/testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { DetailedWorkout, SavedWorkout, Workout, WorkoutPage } from '@/api/types'
import { type Rendered, renderScreen } from '@/shared/testing/render'
import { LAST_SHOWN, lastWorkoutsQuery } from '@/workouts/api/queries'
import { followOutbox } from '@/workouts/follow-outbox'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'

let stored: DetailedWorkout[] = []
let edits: Partial<Workout>[] = []

const PAGE = 2

/** Stands for the server's list: two to a page, the place of the next one as the cursor. */
function listPage(address: string): WorkoutPage {
  const parameters = new URL(address).searchParams
  const exercise = parameters.get('exercise_type')
  const from = parameters.get('from') ?? ''
  const fitting = stored.filter(
    (each) => (exercise === null || each.exercise_type === exercise) && each.local_date >= from,
  )
  const start = Number(parameters.get('cursor') ?? 0)
  const end = start + PAGE
  return {
    items: fitting.slice(start, end),
    next_cursor: end < fitting.length ? String(end) : null,
  }
}

serveWith(
  http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())),
  http.get(apiUrl('/workouts'), ({ request }) => HttpResponse.json(listPage(request.url))),
  http.get<{ id: string }>(apiUrl('/workouts/:id'), ({ params }) => {
    const workout = stored.find(({ id }) => id === params.id)
    return workout === undefined ? problem(404, 'workout_not_found') : HttpResponse.json(workout)
  }),
  http.patch<{ id: string }, Partial<Workout>>(
    apiUrl('/workouts/:id'),
    async ({ params, request }) => {
      const edit = await request.json()
      edits.push(edit)
      stored = stored.map((each) => (each.id === params.id ? { ...each, ...edit } : each))
      const workout = stored.find(({ id }) => id === params.id)!
      return HttpResponse.json<SavedWorkout>({ workout, statistics: someStatistics() })
    },
  ),
  http.delete<{ id: string }>(apiUrl('/workouts/:id'), ({ params }) => {
    stored = stored.filter(({ id }) => id !== params.id)
    return new HttpResponse(null, { status: 204 })
  }),
)

/** With the cache following the outbox, as app/background.ts has it. */
function renderHistory(element: ReactElement): Rendered {
  const rendered = renderScreen(element)
  onTestFinished(followOutbox(rendered.queryClient))
  return rendered
}

/** By keyboard: a new toast takes no clicks before its effects have run. */
async function pressUndo(user: UserEvent): Promise<void> {
  const undo = await screen.findByRole('button', { name: 'Undo' })
  act(() => undo.focus())
  await user.keyboard('{Enter}')
}

afterEach(clearOutbox)

beforeEach(() => {
  edits = []
  stored = [
    aWorkout({ reps_count: 21, local_date: '2026-03-14', note: 'new shoes' }),
    aWorkout({ reps_count: 22, local_date: '2026-03-14', exercise_type: 'squat' }),
    aWorkout({ reps_count: 23, local_date: '2025-12-31', started_at: '2025-12-31T20:15:00Z' }),
  ]
})

describe('the history', () => {
  it('lists workouts by day, page after page', async () => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)

    const saturday = await screen.findByRole('region', { name: /14 March/ })
    expect(within(saturday).getAllByRole('listitem')).toHaveLength(2)
    expect(within(saturday).getByText('new shoes')).toBeVisible()

    await user.click(screen.getByRole('button', { name: 'Show more' }))

    const newYearsEve = await screen.findByRole('region', { name: /31 December 2025/ })
    expect(newYearsEve).toHaveTextContent('23')
    expect(newYearsEve).toHaveTextContent(/9:15.PM/)
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument()
  })

  it('requests what the filter says', async () => {
    signIn()
    renderHistory(<WorkoutList filter={{ exercise_type: 'squat', from: '2026-01-01' }} />)

    expect(await screen.findAllByRole('listitem')).toHaveLength(1)
    expect(screen.getByRole('listitem')).toHaveTextContent('22')
  })

  it('tells an empty history from a filter that matches nothing', async () => {
    signIn()
    stored = []
    const { unmount } = renderHistory(<WorkoutList filter={{}} />)
    expect(await screen.findByText('No sets yet')).toBeVisible()
    unmount()

    renderHistory(<WorkoutList filter={{ exercise_type: 'lunge' }} />)
    expect(await screen.findByText('No matching sets')).toBeVisible()
  })

  it('says so when it cannot be loaded, and tries again', async () => {
    signIn()
    server.use(http.get(apiUrl('/workouts'), () => problem(500, 'internal_error'), { once: true }))
    const { user } = renderHistory(<WorkoutList filter={{}} />)

    expect(await screen.findByRole('alert')).toHaveTextContent('The server has a problem')
    await user.click(screen.getByRole('button', { name: 'Try again' }))

    expect(await screen.findAllByRole('listitem')).toHaveLength(2)
  })

  it('shows the workouts known from the home page if it cannot be loaded', async () => {
    server.use(http.get(apiUrl('/workouts'), () => problem(422, 'validation_error')))
    const { queryClient } = renderScreen(<WorkoutList filter={{}} />)
    await screen.findByRole('button', { name: 'Try again' })
    const seen: WorkoutPage = { items: [aWorkout({ reps_count: 23 })], next_cursor: null }
    act(() => void queryClient.setQueryData(lastWorkoutsQuery(LAST_SHOWN).queryKey, seen))
    expect(await screen.findByText('23')).toBeVisible()
  })

  it('can change count and note of a workout', async () => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Edit Push-ups, 21 reps' }))

    const count = await screen.findByLabelText('Number of reps')
    expect(count).toHaveValue(21)
    await user.clear(count)
    await user.type(count, '25')
    await user.clear(screen.getByLabelText('Note'))
    await user.click(screen.getByRole('button', { name: 'Save' }))

    expect(await screen.findByRole('button', { name: 'Edit Push-ups, 25 reps' })).toBeVisible()
    expect(stored[0]).toMatchObject({ reps_count: 25, note: null })
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  it('can correct exercise, seconds, date and time, and sends only what was changed', async () => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Edit Push-ups, 21 reps' }))

    await user.selectOptions(await screen.findByLabelText('Exercise'), 'Plank')
    await user.clear(screen.getByLabelText('Seconds held'))
    await user.type(screen.getByLabelText('Seconds held'), '95')
    // Half past midnight in Berlin is the day before in UTC.
    fireEvent.change(screen.getByLabelText('When'), { target: { value: '2026-03-10T00:30' } })
    await user.click(screen.getByRole('button', { name: 'Save' }))

    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument())
    expect(edits.at(-1)).toEqual({
      exercise_type: 'plank',
      reps_count: 0,
      duration_seconds: 95,
      started_at: '2026-03-09T23:30:00.000Z',
      time_zone: 'Europe/Berlin',
      edited_at: expect.any(String) as string,
    })
  })

  it('can delete several workouts, and undo that in one step', async () => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Select several' }))
    await user.click(screen.getByRole('checkbox', { name: 'Choose Push-ups, 21 reps' }))
    await user.click(screen.getByRole('checkbox', { name: 'Choose Squats, 22 reps' }))
    const bar = screen.getByRole('group', { name: 'Selected sets' })
    expect(bar).toHaveTextContent('2 sets selected')
    const both = stored.slice(0, 2)
    await user.click(within(bar).getByRole('button', { name: 'Delete' }))

    expect(await screen.findByText('2 sets deleted.')).toBeVisible()
    expect(stored).toHaveLength(1)
    const restored: string[] = []
    server.use(
      http.post<{ id: string }>(apiUrl('/workouts/:id/restore'), ({ params }) => {
        restored.push(params.id)
        const workout = both.find(({ id }) => id === params.id)!
        return HttpResponse.json<SavedWorkout>({ workout, statistics: someStatistics() })
      }),
    )
    await pressUndo(user)
    expect(await screen.findByText('The sets are back.')).toBeVisible()
    expect(restored.toSorted()).toEqual(both.map(({ id }) => id).toSorted())
  })

  it('can move several workouts to another day without a network, each keeping its time of day, and undo that in one step', async () => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Select several' }))
    server.use(http.patch(apiUrl('/workouts/:id'), () => HttpResponse.error()))
    await user.click(screen.getByRole('checkbox', { name: 'Choose Push-ups, 21 reps' }))
    await user.click(screen.getByRole('checkbox', { name: 'Choose Squats, 22 reps' }))
    await user.click(screen.getByRole('button', { name: 'Move' }))
    const dialog = within(await screen.findByRole('dialog'))
    fireEvent.change(dialog.getByLabelText('To the day'), { target: { value: '2026-03-01' } })
    await user.click(dialog.getByRole('button', { name: 'Move' }))

    const sunday = await screen.findByRole('region', { name: /1 March/ })
    await waitFor(() => expect(within(sunday).getAllByRole('listitem')).toHaveLength(2))
    const items = await outbox.items()
    // 18:05 in Berlin, before and after.
    expect(items.map(({ edit }) => edit?.started_at)).toEqual([
      '2026-03-01T17:05:00.000Z',
      '2026-03-01T17:05:00.000Z',
    ])
    await pressUndo(user)
    expect(await screen.findByText('Moved back.')).toBeVisible()
    expect(await screen.findByRole('region', { name: /14 March/ })).toBeVisible()
  })

  it('accepts a set entered by hand, filled in like the last one, and keeps it on the device without a network', async () => {
    signIn()
    server.use(http.post(apiUrl('/workouts'), () => HttpResponse.error()))
    const { user } = renderHistory(<AddSetButton exercise="squat" />)
    await user.click(screen.getByRole('button', { name: 'Add a set' }))
    await user.click(await screen.findByRole('button', { name: 'Like last time: 22 reps' }))
    expect(screen.getByLabelText('Number of reps')).toHaveValue(22)
    fireEvent.change(screen.getByLabelText('When'), { target: { value: '2026-03-12T07:00' } })
    await user.click(screen.getByRole('button', { name: 'Save' }))

    expect(await screen.findByText('Set added.')).toBeVisible()
    const [item] = await outbox.items()
    expect(item?.workout).toMatchObject({
      exercise_type: 'squat',
      reps_count: 22,
      duration_seconds: 30,
      started_at: '2026-03-12T06:00:00.000Z',
      time_zone: 'Europe/Berlin',
      source: 'manual',
    })
  })

  it.each(['-1', '1.5', '', '100001'])('refuses "%s" as a count', async (text) => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Edit Push-ups, 21 reps' }))

    await user.clear(await screen.findByLabelText('Number of reps'))
    if (text !== '') await user.type(screen.getByLabelText('Number of reps'), text)
    await user.click(screen.getByRole('button', { name: 'Save' }))

    expect(screen.getByLabelText('Number of reps')).toBeInvalid()
    expect(stored[0]?.reps_count).toBe(21)
  })

  it('deletes a workout only after asking', async () => {
    signIn()
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Delete Push-ups, 21 reps' }))
    await user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(stored).toHaveLength(3)

    await user.click(screen.getByRole('button', { name: 'Delete Push-ups, 21 reps' }))
    await user.click(await screen.findByRole('button', { name: 'Delete' }))

    expect(await screen.findByText('Set deleted.')).toBeVisible()
    expect(stored).toHaveLength(2)
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Delete Push-ups, 21 reps' }),
      ).not.toBeInTheDocument(),
    )
  })

  it('can restore a deleted workout', async () => {
    signIn()
    const restored = vi.fn()
    server.use(
      http.post<{ id: string }>(apiUrl('/workouts/:id/restore'), ({ params }) => {
        restored(params.id)
        return HttpResponse.json<SavedWorkout>({
          workout: aWorkout({ id: params.id }),
          statistics: someStatistics(),
        })
      }),
    )
    const [first] = stored
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Delete Push-ups, 21 reps' }))
    await user.click(await screen.findByRole('button', { name: 'Delete' }))
    await pressUndo(user)

    expect(await screen.findByText('The set is back.')).toBeVisible()
    expect(restored).toHaveBeenCalledExactlyOnceWith(first!.id)
  })

  it('keeps a deletion that did not reach the server, and can undo it', async () => {
    signIn()
    server.use(http.delete(apiUrl('/workouts/:id'), () => HttpResponse.error()))
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    const button = await screen.findByRole('button', { name: 'Delete Push-ups, 21 reps' })
    await user.click(button)
    await user.click(await screen.findByRole('button', { name: 'Delete' }))

    expect(await screen.findByText(/will sync later/)).toBeVisible()
    await waitFor(() => expect(button).not.toBeInTheDocument())
    expect(await outbox.items()).toMatchObject([{ id: stored[0]!.id, removed: true }])

    await pressUndo(user)
    expect(await screen.findByText('The set is back.')).toBeVisible()
    expect(await outbox.items()).toMatchObject([{ removed: false, restored: true }])
  })

  it('keeps an edit that did not reach the server, and reports its outcome', async () => {
    signIn()
    server.use(http.patch(apiUrl('/workouts/:id'), () => HttpResponse.error(), { once: true }))
    const { user } = renderHistory(
      <>
        <WaitingWorkouts />
        <WorkoutList filter={{}} />
      </>,
    )
    await user.click(await screen.findByRole('button', { name: 'Edit Push-ups, 21 reps' }))
    await user.clear(await screen.findByLabelText('Number of reps'))
    await user.type(screen.getByLabelText('Number of reps'), '25')
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('1 change made here waits for a connection.')).toBeVisible()
    expect(await screen.findByRole('button', { name: 'Edit Push-ups, 25 reps' })).toBeVisible()

    server.use(http.patch(apiUrl('/workouts/:id'), () => problem(409, 'newer_edit_kept')))
    await outbox.sync()
    expect(await screen.findByText(/changed on another device after you changed/)).toBeVisible()
    expect(await screen.findByRole('button', { name: 'Edit Push-ups, 21 reps' })).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'OK' }))
    await waitFor(() => expect(screen.queryByTestId('waiting-workouts')).not.toBeInTheDocument())
  })

  it('keeps the dialog open with the reason when deleting is refused', async () => {
    signIn()
    server.use(http.delete(apiUrl('/workouts/:id'), () => problem(403, 'forbidden')))
    const { user } = renderHistory(<WorkoutList filter={{}} />)
    await user.click(await screen.findByRole('button', { name: 'Delete Push-ups, 21 reps' }))
    await user.click(await screen.findByRole('button', { name: 'Delete' }))

    expect(await screen.findByRole('alert')).toHaveTextContent('did not work')
    expect(stored).toHaveLength(3)
  })
})
