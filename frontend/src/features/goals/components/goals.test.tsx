import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { waitingChanges } from '../api/goal-changes'
import { sendGoalChanges } from '../api/goal-outbox'
import { goalAim, goalProgress } from '../lib/goal-words'
import { GoalRings } from './goal-rings'
import { GoalsView } from './goals-view'
import { session } from '@/api/session'
import { apiUrl, problem, server, signIn, serveWith } from '@/api/testing/server'
import type { Goal, NewGoal } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

function aGoal(over: Partial<Goal> = {}): Goal {
  return {
    id: '0190a000-0000-7000-8000-00000000000a',
    exercise_type: 'push-up',
    measure: 'reps',
    period: 'day',
    target: 50,
    progress: 30,
    created_at: '2026-03-14T08:00:00Z',
    ...over,
  }
}

let goals: Goal[] = []

function nobodyRefuses(goal: string): never {
  throw new Error(`refused: ${goal}`)
}

serveWith(
  http.get(apiUrl('/goals'), () => HttpResponse.json({ items: goals })),
  http.post<never, NewGoal>(apiUrl('/goals'), async ({ request }) => {
    const goal = aGoal({
      ...((await request.json()) as Partial<Goal>),
      id: crypto.randomUUID(),
      progress: 0,
    })
    goals = [...goals, goal]
    return HttpResponse.json(goal, { status: 201 })
  }),
  http.patch<{ id: string }, { target: number }>(
    apiUrl('/goals/:id'),
    async ({ params, request }) => {
      const { target } = await request.json()
      goals = goals.map((goal) => (goal.id === params.id ? { ...goal, target } : goal))
      return HttpResponse.json(goals[0])
    },
  ),
  http.delete<{ id: string }>(apiUrl('/goals/:id'), ({ params }) => {
    goals = goals.filter(({ id }) => id !== params.id)
    return new HttpResponse(null, { status: 204 })
  }),
)

beforeEach(() => {
  localStorage.clear()
  goals = [aGoal()]
  signIn()
})

describe('goals', () => {
  it('are on the home page, with their progress', async () => {
    goals = [
      aGoal(),
      aGoal({
        id: crypto.randomUUID(),
        exercise_type: null,
        measure: 'minutes',
        progress: 61.9,
        target: 60,
        period: 'week',
      }),
    ]
    renderScreen(<GoalRings />)

    const [pushUps, all] = await screen.findAllByRole('listitem')
    expect(pushUps).toHaveTextContent('60%Push-ups30 of 50 reps today')
    expect(all).toHaveTextContent('All exercises61 of 60 minutes this week')
  })

  it('are set, changed, deleted and set again', async () => {
    goals = []
    const { user } = renderScreen(<GoalsView />)
    expect(await screen.findByText('No goals yet')).toBeVisible()

    await user.selectOptions(screen.getByLabelText('Exercise'), 'Jump rope')
    await user.clear(screen.getByLabelText('How many'))
    await user.type(screen.getByLabelText('How many'), '500')
    await user.selectOptions(screen.getByLabelText('Every'), 'Week')
    await user.click(screen.getByRole('button', { name: 'Set this goal' }))
    await user.click(
      await screen.findByRole('button', { name: 'Change Jump rope, 500 jumps a week' }),
    )
    const dialog = within(screen.getByRole('dialog'))
    await user.clear(dialog.getByLabelText('How many'))
    await user.type(dialog.getByLabelText('How many'), '600')
    await user.click(dialog.getByRole('button', { name: 'Save' }))
    await user.click(
      await screen.findByRole('button', { name: 'Delete Jump rope, 600 jumps a week' }),
    )
    expect(await screen.findByText('No goals yet')).toBeVisible()

    const undo = await screen.findByRole('button', { name: 'Undo' })
    undo.focus()
    await user.keyboard('{Enter}')
    await waitFor(() => expect(goals).toMatchObject([{ exercise_type: 'jump-rope', target: 600 }]))
  })

  it('count minutes if they are for all exercises', async () => {
    goals = []
    const { user } = renderScreen(<GoalsView />)
    await screen.findByText('No goals yet')
    await user.selectOptions(screen.getByLabelText('Exercise'), 'All exercises')
    expect(within(screen.getByLabelText('Unit')).getAllByRole('option')).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Set this goal' }))
    await waitFor(() => expect(goals).toMatchObject([{ exercise_type: null, measure: 'minutes' }]))
  })

  it('say why a goal cannot be set', async () => {
    const { user } = renderScreen(<GoalsView />)
    await user.click(await screen.findByRole('button', { name: 'Set this goal' }))

    expect(await screen.findByRole('alert')).toHaveTextContent('You already have this goal')
  })

  it('can be changed without the server, which gets each change once when it is back', async () => {
    const lists = http.get(apiUrl('/goals'), () => HttpResponse.error())
    const { user, queryClient } = renderScreen(<GoalsView />)
    await screen.findByRole('button', { name: 'Change Push-ups, 50 reps a day' })
    server.use(lists)

    await user.selectOptions(screen.getByLabelText('Exercise'), 'Squats')
    await user.click(screen.getByRole('button', { name: 'Set this goal' }))
    expect(await screen.findByText('Goal set. It will sync later.')).toBeVisible()
    expect(
      await screen.findByRole('button', { name: 'Change Squats, 30 reps a day' }),
    ).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Delete Push-ups, 50 reps a day' }))
    await waitFor(() => expect(screen.queryByText('Push-ups', { selector: 'h2' })).toBeNull())
    expect(goals).toHaveLength(1)

    // The answer to the first try is lost: the server has the goal, and nobody here knows.
    let posts = 0
    server.use(
      http.get(apiUrl('/goals'), () => HttpResponse.json({ items: goals })),
      http.post<never, NewGoal>(apiUrl('/goals'), async ({ request }) => {
        posts += 1
        goals = [...goals, aGoal({ ...((await request.json()) as Partial<Goal>), id: 'squat' })]
        return HttpResponse.error()
      }),
    )
    onTestFinished(sendGoalChanges(queryClient, nobodyRefuses))
    // Each change of the session is a moment to try.
    await waitFor(() => {
      session.setState({})
      expect(posts).toBe(1)
    })
    await waitFor(() => {
      session.setState({})
      expect(waitingChanges()).toEqual([])
    })
    expect(posts).toBe(1)
    expect(goals).toMatchObject([{ exercise_type: 'squat', target: 30 }])
  })

  it('say if the server refuses the waiting changes', async () => {
    const { user, queryClient } = renderScreen(<GoalsView />)
    await screen.findByRole('button', { name: 'Change Push-ups, 50 reps a day' })
    server.use(http.get(apiUrl('/goals'), () => HttpResponse.error()))
    await user.selectOptions(screen.getByLabelText('Exercise'), 'Squats')
    await user.click(screen.getByRole('button', { name: 'Set this goal' }))
    await screen.findByText('Goal set. It will sync later.')

    server.use(
      http.get(apiUrl('/goals'), () => HttpResponse.json({ items: goals })),
      http.post(apiUrl('/goals'), () => problem(422, 'validation_failed')),
    )
    const refused: [string, string][] = []
    onTestFinished(sendGoalChanges(queryClient, (goal, { code }) => refused.push([goal, code])))
    await waitFor(() => {
      session.setState({})
      expect(refused).toEqual([['Squats', 'validation_failed']])
    })
    expect(waitingChanges()).toEqual([])
  })

  it('are named after what is repeated, and never rounded up to reached', () => {
    expect(goalAim(aGoal({ exercise_type: 'jump-rope', target: 1 }))).toBe('1 jump a day')
    expect(goalProgress(aGoal({ measure: 'minutes', progress: 9.99, target: 10 }))).toBe(
      '9 of 10 minutes today',
    )
  })
})
