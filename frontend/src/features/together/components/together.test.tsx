import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import type { ReactNode } from 'react'
import { beforeEach, expect, it } from 'vitest'
import { useInvitation } from '../hooks/use-invitation'
import { TogetherView } from './together-view'
import { aUser } from '@/api/testing/factories'
import { apiUrl, problem, serveWith, server, signIn } from '@/api/testing/server'
import type { Challenge, Together, WeekTogether } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

const TOKEN = 'x'.repeat(43)
const PEOPLE: Together = {
  shows: 'days',
  following: [{ id: '1', username: 'bob', is_allowed: true, shows: 'nothing' }],
  followers: [{ id: '2', username: 'carol', is_allowed: false }],
  blocked: [],
}
const WEEK: WeekTogether = {
  first: '2026-03-16',
  last: '2026-03-22',
  people: [{ username: 'ada', is_you: true, days: 1 }],
  exercises: [
    {
      exercise_type: 'plank',
      kind: 'hold',
      rows: [
        { username: 'ada', is_you: true, amount: 95 },
        { username: 'dora', is_you: false, amount: null },
      ],
    },
  ],
}
const sent: unknown[] = []
let challenges: Challenge[] = []

serveWith(
  http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())),
  http.get(apiUrl('/together'), () => HttpResponse.json(PEOPLE)),
  http.get(apiUrl('/together/week'), () => HttpResponse.json(WEEK)),
  http.get(apiUrl('/together/days'), () => HttpResponse.json({ items: [] })),
  http.get(apiUrl('/together/challenges'), () => HttpResponse.json({ items: challenges })),
  http.post(apiUrl('/together/challenges/look'), () => problem(404, 'challenge_not_found')),
  http.post(apiUrl('/together/follows'), async ({ request }) => {
    sent.push(await request.json())
    return new HttpResponse(null, { status: 204 })
  }),
)

beforeEach(() => {
  sent.length = 0
  challenges = []
  sessionStorage.clear()
  signIn()
})

function Page(): ReactNode {
  return <TogetherView invitation={useInvitation()} />
}

it('says what a follower would see before a request is accepted, and shows a hold as time', async () => {
  renderScreen(<Page />)
  expect(
    await screen.findByText(/see on which days you trained\. You can change that/),
  ).toBeVisible()
  expect(screen.getByText('Shows nothing yet')).toBeVisible()
  const plank = await screen.findByRole('table', { name: 'Plank' })
  expect(plank).toHaveTextContent('ada (you)1:35')
  expect(plank).toHaveTextContent('doraTrained')
  expect(screen.getByRole('region', { name: 'This week 16 Mar – 22 Mar' })).toBeVisible()
})

it('sends a request to an exact name, and refuses at once what cannot be a name', async () => {
  const { user } = renderScreen(<Page />)
  const name = await screen.findByLabelText('Username')
  await user.type(name, 'two words')
  await user.click(screen.getByRole('button', { name: 'Ask to follow' }))
  expect(await screen.findByText('This is not a username.')).toBeVisible()
  await user.clear(name)
  await user.type(name, 'dora')
  await user.click(screen.getByRole('button', { name: 'Ask to follow' }))
  await waitFor(() => expect(sent).toEqual([{ username: 'dora' }]))
  server.use(http.post(apiUrl('/together/follows'), () => problem(409, 'name_blocked')))
  await user.type(name, 'dora')
  await user.click(screen.getByRole('button', { name: 'Ask to follow' }))
  expect(await screen.findByText('You have blocked this name. Unblock it first.')).toBeVisible()
})

it('says what to do about an expired link, and forgets it', async () => {
  sessionStorage.setItem('exercise-buddy.challenge', TOKEN)
  const { user } = renderScreen(<Page />)
  expect(await screen.findByText(/its link no longer works/)).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText('You were sent a challenge')).toBeNull()
  expect(sessionStorage).toHaveLength(0)
})

it('shows good form beside each count, and repetitions entered by hand as not counting', async () => {
  const one = { username: 'ada', is_you: true, place: 1, reps: 12, is_there: true }
  challenges = [
    {
      id: '3',
      made_by: 'bob',
      is_yours: false,
      kind: 'first-to',
      exercise_type: 'push-up',
      target: 10,
      starts_at: '2026-03-16T10:00:00Z',
      ends_at: '2026-03-20T10:00:00Z',
      is_over: true,
      participants: [{ ...one, judged_reps: 9, good_reps: 6, by_hand_reps: 1100 }],
    },
  ]
  renderScreen(<Page />)
  const challenge = await screen.findByRole('article', { name: 'First to 10: push-ups' })
  expect(challenge).toHaveTextContent(
    'target reached · 67% in good form · +1,100 by hand, not counted',
  )
  expect(challenge).toHaveTextContent('Over since')
  expect(screen.queryByRole('button', { name: 'End it now' })).toBeNull()
})
