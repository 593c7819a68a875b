import { QueryClient } from '@tanstack/react-query'
import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { type GoalChange, waitingChanges } from './goal-changes'
import { changeGoal, sendGoalChanges } from './goal-outbox'
import { apiUrl, problem, serveWith, server, signIn } from '@/api/testing/server'

const SQUATS: GoalChange = { exercise_type: 'squat', measure: 'reps', period: 'day', target: 30 }
const LUNGES: GoalChange = { ...SQUATS, exercise_type: 'lunge' }

let made: string[] = []
const queryClient = new QueryClient()
/** What is asked and answered in turn: the list, and what makes a goal. */
const lists = http.get(apiUrl('/goals'), () => HttpResponse.json({ items: [] }))
const makes = http.post(apiUrl('/goals'), ({ request }) => {
  made.push(String(request.headers.get('Authorization')))
  return HttpResponse.json({}, { status: 201 })
})

serveWith(lists, makes)
beforeEach(() => {
  made = []
  signIn('maya')
})
afterEach(() => localStorage.clear())

const listsAs = (next: string) =>
  http.get(apiUrl('/goals'), () => {
    signIn(next)
    return HttpResponse.json({ items: [] })
  })

async function setWithoutNetwork(...changes: readonly GoalChange[]): Promise<void> {
  server.use(http.get(apiUrl('/goals'), () => HttpResponse.error()))
  for (const change of changes) {
    expect(await changeGoal(queryClient, change)).toBe('on-device')
  }
}

it('sets no goal of one account in the next, which signs in between two requests', async () => {
  server.use(listsAs('ben'))
  expect(await changeGoal(queryClient, SQUATS)).toBe('on-device')
  expect(made).toEqual([])
  expect(waitingChanges()).toEqual([])
  signIn('maya')
  expect(waitingChanges()).toEqual([SQUATS])
})

it('keeps what waits for its account, if another signs in while it is being sent', async () => {
  await setWithoutNetwork(SQUATS, LUNGES)
  server.use(listsAs('ben'))
  onTestFinished(sendGoalChanges(queryClient, () => expect.unreachable()))
  signIn('maya')
  await vi.waitFor(() => expect(waitingChanges()).toEqual([]))
  expect(made).toEqual([])
  signIn('maya')
  expect(waitingChanges()).toEqual([SQUATS, LUNGES])
})

it('keeps what waits for its account, if another changes a goal without a network, too', async () => {
  await setWithoutNetwork(SQUATS)
  signIn('ben')
  await setWithoutNetwork(LUNGES)
  expect(waitingChanges()).toEqual([LUNGES])
  signIn('maya')
  expect(waitingChanges()).toEqual([SQUATS])
})

it('keeps a change before it is sent: the page may be closed before the answer', async () => {
  let answer = (): void => undefined
  const answered = new Promise<void>((resolve) => (answer = resolve))
  server.use(
    http.get(apiUrl('/goals'), async () => {
      await answered
      return HttpResponse.json({ items: [] })
    }),
  )
  const changing = changeGoal(queryClient, SQUATS)
  expect(waitingChanges()).toEqual([SQUATS])
  answer()
  expect(await changing).toBe('at-server')
  expect(waitingChanges()).toEqual([])
})

it('keeps a change for its account whose session ends with it', async () => {
  server.use(
    http.get(apiUrl('/goals'), () => problem(401, 'access_token_revoked')),
    http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_expired')),
  )
  expect(await changeGoal(queryClient, SQUATS)).toBe('on-device')
  expect(waitingChanges()).toEqual([])
  signIn('maya')
  expect(waitingChanges()).toEqual([SQUATS])
})

it('keeps nothing of a change that the server refuses', async () => {
  server.use(http.post(apiUrl('/goals'), () => problem(422, 'validation_failed')))
  await expect(changeGoal(queryClient, SQUATS)).rejects.toThrow()
  expect(waitingChanges()).toEqual([])
})

it('sends no change again that went out while it waited for its turn', async () => {
  await setWithoutNetwork(SQUATS)
  server.resetHandlers(lists, makes)
  onTestFinished(sendGoalChanges(queryClient, () => expect.unreachable()))
  signIn('ben')
  signIn('maya')
  expect(await changeGoal(queryClient, SQUATS)).toBe('at-server')
  expect(made).toHaveLength(1)
})

it('reads what an earlier version has kept', () => {
  const kept = { userId: 'maya', changes: [SQUATS] }
  localStorage.setItem('exercise-buddy.goal-changes', JSON.stringify(kept))
  expect(waitingChanges()).toEqual([SQUATS])
})
