import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { HttpResponse, delay, http } from 'msw'
import { RouterProvider } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Providers } from './providers'
import { createQueryClient } from './query-client'
import { createRouter } from './router'
import { session } from '@/api/session'
import {
  USER_ID,
  aNewWorkout,
  aUser,
  aWorkout,
  anAccessToken,
  someStatistics,
  someCapabilities,
} from '@/api/testing/factories'
import { apiUrl, problem, serveWith, server } from '@/api/testing/server'
import type { NewWorkout, User } from '@/api/types'
import { useTheme } from '@/shared/lib/theme'
import { useToasts } from '@/shared/lib/toasts'
import { outbox } from '@/workouts/outbox/outbox'
import { clearOutbox } from '@/workouts/testing/clear-outbox'

const accepted: NewWorkout[] = []

serveWith(
  http.get('*/healthz', () => HttpResponse.json({ status: 'ok' })),
  http.get(apiUrl('/users/me'), () => HttpResponse.json(aUser())),
  http.patch(apiUrl('/users/me'), async ({ request }) =>
    HttpResponse.json(aUser((await request.json()) as Partial<User>)),
  ),
  http.get(apiUrl('/statistics'), () => HttpResponse.json(someStatistics())),
  http.get(apiUrl('/goals'), () => HttpResponse.json({ items: [] })),
  http.get(apiUrl('/workouts'), () => HttpResponse.json({ items: [], next_cursor: null })),
  http.post<never, NewWorkout>(apiUrl('/workouts'), async ({ request }) => {
    const workout = await request.json()
    accepted.push(workout)
    return HttpResponse.json(
      { workout: aWorkout({ id: workout.id }), statistics: someStatistics() },
      { status: 201 },
    )
  }),
  http.get(apiUrl('/auth/capabilities'), () => HttpResponse.json(someCapabilities())),
  http.post(apiUrl('/auth/login'), () => HttpResponse.json(anAccessToken())),
  http.post(apiUrl('/auth/logout'), () => new HttpResponse(null, { status: 204 })),
)

beforeEach(() => {
  accepted.length = 0
  useToasts.setState({ toasts: [] })
})

afterEach(clearOutbox)

/** Opens the app as a browser would at this address. */
function open(path: string): UserEvent {
  window.history.replaceState(null, '', path)
  const queryClient = createQueryClient()
  render(
    <Providers queryClient={queryClient}>
      <RouterProvider router={createRouter(queryClient)} />
    </Providers>,
  )
  return userEvent.setup()
}

/** As after a reload: somebody was signed in here, and the cookie is still there. */
function wasSignedIn(): void {
  session.setState({ status: 'starting', userId: USER_ID })
}

describe('a guest', () => {
  it('sees how to start, and nothing is requested', async () => {
    open('/')
    expect(await screen.findByRole('link', { name: /Start Push-ups/ })).toHaveAttribute(
      'href',
      '/train/push-up',
    )
    expect(document.title).toBe('Your training partner with a good eye · Exercise Buddy')
  })

  it.each([
    ['/train/handstand', 'There is no such exercise'],
    ['/train/plan/nobodys', 'There is no such workout on this device'],
    ['/train/plans/nobodys', 'There is no such workout on this device'],
  ])('is told at %s that nothing is there, and shown the way to what is', async (path, words) => {
    open(path)
    // The first of them fetches the whole training page.
    const heading = { name: words }
    expect(await screen.findByRole('heading', heading, { timeout: 25_000 })).toBeVisible()
    expect(screen.getByRole('link', { name: 'Back to the exercises' })).toHaveAttribute(
      'href',
      '/train',
    )
  })

  it('is told who can help with a forgotten password where the server sends no email', async () => {
    server.use(
      http.get(apiUrl('/auth/capabilities'), () =>
        HttpResponse.json(someCapabilities({ mail: false })),
      ),
    )
    open('/forgot-password')
    expect(await screen.findByText(/Ask whoever runs this server/)).toBeVisible()
    expect(screen.queryByLabelText('Email')).not.toBeInTheDocument()
  })

  it.each(['/history', '/statistics', '/profile'])(
    'sees at %s what an account is good for, and returns there after signing in',
    async (path) => {
      const user = open(path)
      const links = await screen.findAllByRole('link', { name: 'Sign in' })
      await user.click(links.find((link) => link.getAttribute('href')?.includes('next='))!)

      await user.type(await screen.findByLabelText('Email or username'), 'maya')
      await user.type(screen.getByLabelText('Password'), 'a long password')
      await user.click(screen.getByRole('button', { name: 'Sign in' }))

      await waitFor(() => expect(window.location.pathname).toBe(path))
      expect(session.getState().status).toBe('signed-in')
    },
  )

  it('learns at sign-in that earlier workouts go into the account, and they are sent afterwards', async () => {
    const workout = aNewWorkout()
    await outbox.add(workout)
    const user = open('/login')
    expect(await screen.findByText(/1 set on this device will be added/)).toBeVisible()

    await user.type(screen.getByLabelText('Email or username'), 'maya')
    await user.type(screen.getByLabelText('Password'), 'a long password')
    await user.click(screen.getByRole('button', { name: 'Sign in' }))

    await waitFor(() => expect(accepted).toEqual([workout]))
    await waitFor(async () => expect(await outbox.pending()).toEqual([]))
  })

  it.each([
    '//evil.example/',
    'https://evil.example/',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
  ])('is not redirected to %j after signing in', async (next) => {
    session.setState({ status: 'signed-in', userId: USER_ID, accessToken: 'x' })
    session.setState({ expiresAtMs: Date.now() + 900_000 })
    open(`/login?next=${encodeURIComponent(next)}`)

    await waitFor(() => expect(window.location.pathname).toBe('/'))
    expect(window.location.host).toBe('localhost:3000')
  })
})

describe('a reload', () => {
  it('resumes the session without showing the sign-in page', async () => {
    wasSignedIn()
    server.use(
      http.post(apiUrl('/auth/refresh'), async () => {
        await delay(30)
        return HttpResponse.json(anAccessToken())
      }),
    )
    open('/history')

    expect(await screen.findByRole('heading', { level: 1, name: 'History' })).toBeVisible()
    expect(screen.queryByRole('link', { name: 'Sign in' })).not.toBeInTheDocument()
    expect(await screen.findByText('No sets yet')).toBeVisible()
    // There is nothing to filter.
    expect(screen.queryByRole('search')).not.toBeInTheDocument()
  })

  it('says if the session has ended', async () => {
    wasSignedIn()
    server.use(http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_expired')))
    open('/login')

    const main = await screen.findByRole('main')
    await waitFor(() => expect(main).toHaveTextContent('Your session has ended'))
    expect(useToasts.getState().toasts).toMatchObject([
      { text: 'Your session has ended. Sign in again to continue.' },
    ])
  })

  it('leads to signing in when the session ends on a page, and back to what was shown there', async () => {
    wasSignedIn()
    server.use(http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_expired')))
    const user = open('/history?from=2026-01-01#newest')

    await user.type(await screen.findByLabelText('Email or username'), 'ada')
    expect(screen.getByRole('main')).toHaveTextContent('Your session has ended')
    await user.type(screen.getByLabelText('Password'), 'correct horse battery')
    await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'Sign in' }))

    expect(await screen.findByRole('heading', { level: 1, name: 'History' })).toBeVisible()
    expect(location.search + location.hash).toBe('?from=2026-01-01#newest')
  })

  it('gives the end of the session as the reason on the pages visited after it', async () => {
    wasSignedIn()
    server.use(http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_expired')))
    const user = open('/goals')
    await screen.findByLabelText('Email or username')
    await user.click(screen.getAllByRole('link', { name: 'History' })[0]!)
    expect(await screen.findByText('Sign in again to continue.')).toBeVisible()
    expect(screen.queryByText('Your history, on every device')).not.toBeInTheDocument()
  })

  it('says that nothing is lost while the server is away, and recovers when it is back', async () => {
    wasSignedIn()
    server.use(http.post(apiUrl('/auth/refresh'), () => HttpResponse.error()))
    open('/history')
    expect(await screen.findByText(/your sets are kept here/)).toBeVisible()

    server.use(http.post(apiUrl('/auth/refresh'), () => HttpResponse.json(anAccessToken())))
    window.dispatchEvent(new Event('online'))

    expect(await screen.findByText('No sets yet')).toBeVisible()
    expect(screen.queryByText(/your sets are kept here/)).not.toBeInTheDocument()
  })
})

describe('moving between pages', () => {
  it('puts the focus on the new heading and names the page', async () => {
    const user = open('/')
    await user.click(screen.getAllByRole('link', { name: 'History' })[0]!)

    const heading = await screen.findByRole('heading', { level: 1, name: 'History' })
    await waitFor(() => expect(heading).toHaveFocus())
    expect(document.title).toBe('History · Exercise Buddy')
  })

  it('offers a way back from an unknown address', async () => {
    const user = open('/nowhere')
    await user.click(await screen.findByRole('link', { name: 'Back to Home' }))

    expect(await screen.findByRole('link', { name: /Start Push-ups/ })).toBeVisible()
  })

  it.each([
    ['/history/transfer', '/history'],
    ['/history/019b0000-0000-7000-8000-000000000000', '/history'],
    ['/profile/security', '/profile'],
    ['/together', '/profile'],
    ['/connect', '/profile'],
  ])('has a way back from %s above its content', async (below, above) => {
    open(below)
    const heading = await screen.findByRole('heading', { level: 1 })
    const back = await within(heading.parentElement!).findByRole('link', { name: /^Back to/ })
    expect(back).toHaveAttribute('href', above)
  })

  it('signing out in another tab signs this one out, too', async () => {
    wasSignedIn()
    server.use(http.post(apiUrl('/auth/refresh'), () => HttpResponse.json(anAccessToken())))
    open('/')
    await screen.findByRole('heading', { name: 'Hello, Maya' })

    window.dispatchEvent(
      new StorageEvent('storage', { key: 'exercise-buddy.user', newValue: null }),
    )

    expect(await screen.findByText('Train first, sign up later')).toBeVisible()
    expect(session.getState().accessToken).toBeNull()
  })
})

describe('the theme', () => {
  it('changes from the system’s to light to dark, and is remembered', async () => {
    const user = open('/')
    await user.click(screen.getByRole('button', { name: /Theme: system/ }))
    expect(document.documentElement.dataset.theme).toBe('light')
    await user.click(screen.getByRole('button', { name: /Theme: light/ }))

    expect(document.documentElement.dataset.theme).toBe('dark')
    expect(localStorage.getItem('exercise-buddy.theme')).toBe('dark')
  })

  it.each(['while the page loads', 'by the app'])(
    'is the system’s where the system sets the colours, whatever is chosen: %s',
    async (when) => {
      localStorage.setItem('exercise-buddy.theme', 'dark')
      vi.stubGlobal('matchMedia', (query: string) => ({
        matches: query === '(forced-colors: active)',
      }))
      if (when === 'by the app') useTheme.getState().choose('dark')
      else await import('../../public/start.js')

      expect(document.documentElement.dataset.theme).toBe('light')
      vi.unstubAllGlobals()
    },
  )
})
