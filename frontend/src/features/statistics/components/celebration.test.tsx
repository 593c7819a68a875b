import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { beforeEach, expect, it } from 'vitest'
import { Celebration } from './celebration'
import { NextMilestones } from './next-milestones'
import { aUser, someStatistics } from '@/api/testing/factories'
import { apiUrl, server, signIn, serveWith } from '@/api/testing/server'
import type { User, UserChanges } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

let me: User
const sent: UserChanges[] = []
const statistics = {
  ...someStatistics(),
  totals: { workouts: 26, duration_seconds: 60, calories: 0, days: 20 },
  by_exercise: [],
  bests: [],
}

serveWith(
  http.get(apiUrl('/users/me'), () => HttpResponse.json(me)),
  http.get(apiUrl('/statistics'), () => HttpResponse.json(statistics)),
  http.patch(apiUrl('/users/me'), async ({ request }) => {
    const changes = (await request.json()) as UserChanges
    sent.push(changes)
    me = { ...me, preferences: changes.preferences ?? {} }
    return HttpResponse.json(me)
  }),
)

beforeEach(() => {
  sent.length = 0
  signIn()
})

it('celebrates once what was reached since the last visit, and keeps other preferences', async () => {
  me = aUser({ preferences: { other: true, celebrated: { workouts: 10, streak: 1000 } } })
  const { user, unmount } = renderScreen(<Celebration />)
  expect(await screen.findByRole('region', { name: 'Well done!' })).toHaveTextContent('25 sets')
  await user.click(screen.getByRole('button', { name: 'Thanks' }))
  await waitFor(() => expect(screen.queryByText('25 sets')).not.toBeInTheDocument())
  expect(sent).toEqual([
    {
      preferences: {
        other: true,
        celebrated: expect.objectContaining({ workouts: 25, streak: 1000 }) as unknown,
      },
    },
  ])

  unmount()
  renderScreen(
    <>
      <Celebration />
      <NextMilestones />
    </>,
  )
  expect(await screen.findByRole('progressbar', { name: '50 sets' })).toBeInTheDocument()
  expect(screen.queryByText('Well done!')).not.toBeInTheDocument()
})

it('overwrites nothing that another device chose or celebrated in the meantime', async () => {
  me = aUser({ preferences: { celebrated: { workouts: 10 } } })
  const { user } = renderScreen(<Celebration />)
  await screen.findByRole('region', { name: 'Well done!' })
  me = aUser({ preferences: { other: true, celebrated: { workouts: 10, hours: 50 } } })

  await user.click(screen.getByRole('button', { name: 'Thanks' }))
  await waitFor(() => {
    expect(sent).toEqual([
      {
        preferences: {
          other: true,
          celebrated: expect.objectContaining({ workouts: 25, hours: 50 }) as unknown,
        },
      },
    ])
  })
})

it('celebrates on a new device what another one has not celebrated yet', async () => {
  me = aUser({ preferences: { celebrated: { workouts: 10 } } })
  const lastSeen = (): Response => HttpResponse.json(aUser())
  server.use(http.get(apiUrl('/users/me'), lastSeen, { once: true }))
  renderScreen(<Celebration />)
  expect(await screen.findByRole('region', { name: 'Well done!' })).toHaveTextContent('25 sets')
  expect(sent).toEqual([])
})

it('treats what was reached before the first visit as celebrated', async () => {
  me = aUser()
  renderScreen(<Celebration />)
  await waitFor(() => {
    expect(sent).toEqual([
      { preferences: { celebrated: expect.objectContaining({ workouts: 25 }) as unknown } },
    ])
  })
  expect(screen.queryByText('Well done!')).not.toBeInTheDocument()
})
