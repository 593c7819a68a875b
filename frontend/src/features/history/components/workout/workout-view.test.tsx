import { screen, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it } from 'vitest'
import { WorkoutView } from './workout-view'
import { aUser, aWorkout } from '@/api/testing/factories'
import { apiUrl, problem, serveWith, signIn } from '@/api/testing/server'
import type { DetailedWorkout, SetDetails } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

let stored: DetailedWorkout[] = []

serveWith(
  http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())),
  http.get<{ id: string }>(apiUrl('/workouts/:id'), ({ params }) => {
    const workout = stored.find(({ id }) => id === params.id)
    return workout === undefined ? problem(404, 'workout_not_found') : HttpResponse.json(workout)
  }),
)

beforeEach(() => {
  stored = []
})

describe('a workout', () => {
  it('shows its repetitions one by one', async () => {
    signIn()
    stored[0] = aWorkout({
      reps_count: 3,
      counted_reps: 2,
      calories_burned: 4.4,
      details: {
        repetitions: {
          start_ms: [0, 2200],
          end_ms: [2100, 4000],
          down_ms: [1000, 1000],
          up_ms: [900, 900],
          bottom_deg: [78, 78],
          verdict: [
            ['valid', 1],
            ['shallow', 1],
          ],
        },
      },
    })
    renderScreen(<WorkoutView id={stored[0].id} onDeleted={() => undefined} />)

    const table = await screen.findByRole('table')
    const [, first, second] = within(table).getAllByRole('row')
    expect(first).toHaveTextContent('10:022.1 s1.0 s0.9 s78°Good')
    expect(second).toHaveTextContent('Shallow')
    expect(screen.getByText('Camera counted').parentElement).toHaveTextContent('2')
    expect(screen.getByText('4 kcal')).toBeVisible()
  })

  it('shows the runs of a rope', async () => {
    signIn()
    const runs = [{ start_ms: 0, end_ms: 61_000, reps: 120, trip: true }]
    stored[0] = aWorkout({
      exercise_type: 'jump-rope',
      reps_count: 120,
      details: { runs, longest_run: 120, trips: 1 },
    })
    renderScreen(<WorkoutView id={stored[0].id} onDeleted={() => undefined} />)

    const table = await screen.findByRole('table')
    expect(within(table).getAllByRole('row')[1]).toHaveTextContent('1120 jumps1:01a trip')
    expect(screen.getByText('Longest: 120 jumps · 1 trip')).toBeVisible()
  })

  it.each([
    ['push-up', { 'too-shallow': 2, 'too-fast': 9 }, '2 did not go low enough to count.'],
    ['pull-up', { 'too-shallow': 1 }, '1 did not go high enough to count.'],
    [
      'jump-rope',
      { 'not-recognised': 5 },
      'Jumps were hard to see: more light, or closer to the camera.',
    ],
  ] as const)('says what was not counted: %s', async (exercise_type, refused, words) => {
    signIn()
    stored[0] = aWorkout({ exercise_type, reps_count: 8, counted_reps: 4, details: { refused } })
    renderScreen(<WorkoutView id={stored[0].id} onDeleted={() => undefined} />)
    expect(await screen.findByText(words)).toBeVisible()
  })

  it('is shown even if its details cannot be read', async () => {
    signIn()
    const details: unknown = { repetitions: 'many', runs: [{ reps: 'x' }] }
    stored[0] = aWorkout({ details: details as SetDetails })
    renderScreen(<WorkoutView id={stored[0].id} onDeleted={() => undefined} />)

    expect(await screen.findByRole('group', { name: 'This set' })).toBeVisible()
    expect(screen.queryByRole('heading', { name: 'Note' })).not.toBeInTheDocument()
    expect(screen.queryByRole('table')).not.toBeInTheDocument()
  })

  it('says if it does not exist', async () => {
    signIn()
    renderScreen(<WorkoutView id="nothing" onDeleted={() => undefined} />)
    expect(await screen.findByText('There is no such set')).toBeVisible()
  })
})
