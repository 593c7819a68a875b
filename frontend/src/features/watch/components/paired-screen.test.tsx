import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, it } from 'vitest'
import { ConnectScreen } from './connect-screen'
import { PairedScreen } from './paired-screen'
import { someCapabilities } from '@/api/testing/factories'
import { apiUrl, problem, server, serveWith, signIn } from '@/api/testing/server'
import type { AskingScreen, LiveState, NewPairing, PairedScreen as Paired } from '@/api/types'
import { renderScreen } from '@/shared/testing/render'

serveWith(http.get(apiUrl('/auth/capabilities'), () => HttpResponse.json(someCapabilities())))

const PAIRING: NewPairing = {
  id: 'the id',
  secret: 'the secret',
  code: 'BCDF-GHJK',
  expires_in: 120,
}
const STATE: LiveState = { exercise_type: 'push-up', phase: 'counting', count: 7 }
const SOON = { timeout: 8_000 }

/** A server that lets the screen in the second time it asks; the stream shows a state, and ends when told to. */
function lettingIn(): { asked: Request[]; endStream: () => void } {
  const asked: Request[] = []
  let claims = 0
  let endStream = (): void => undefined
  server.use(
    http.post(apiUrl('/auth/screens'), () => HttpResponse.json(PAIRING, { status: 201 })),
    http.post(apiUrl('/auth/screens/claim'), async ({ request }) => {
      expect(await request.json()).toEqual({ id: PAIRING.id, secret: PAIRING.secret })
      claims += 1
      return HttpResponse.json<Paired>(
        claims === 1
          ? { screen_token: null, expires_in: 118 }
          : { screen_token: 'of the screen', expires_in: 43_200 },
      )
    }),
    http.get(apiUrl('/live'), ({ request }) => {
      asked.push(request)
      const text = new TextEncoder()
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(text.encode(`data: ${JSON.stringify(STATE)}\n\n`))
          endStream = () => controller.enqueue(text.encode('event: over\ndata: {}\n\n'))
        },
      })
      return new HttpResponse(body, { headers: { 'Content-Type': 'text/event-stream' } })
    }),
  )
  return { asked, endStream: () => endStream() }
}

describe('a screen on which nobody is signed in', () => {
  it('shows a code, then what the phone counts, and a code again when it was disconnected', async () => {
    const { asked, endStream } = lettingIn()
    renderScreen(<PairedScreen />)
    expect(await screen.findByTestId('pairing-code')).toHaveTextContent('BCDF-GHJK')
    expect(screen.getByRole('link', { name: 'Sign in' })).toBeVisible()

    expect(await screen.findByTestId('watched-count', {}, SOON)).toHaveTextContent(/^7$/)
    expect(asked[0]?.headers.get('Authorization')).toBe('Bearer of the screen')
    expect(asked[0]?.url).not.toMatch(/screen|\?/)
    const kept = [localStorage, sessionStorage].flatMap((each) => Object.values<string>(each))
    expect(kept.join()).not.toContain('of the screen')

    endStream()
    expect(await screen.findByText('This screen was disconnected.')).toBeVisible()
    expect(await screen.findByTestId('pairing-code')).toBeVisible()
  })

  it('says why it has no code', async () => {
    server.use(http.post(apiUrl('/auth/screens'), () => problem(429, 'too_many_requests')))
    renderScreen(<PairedScreen />)
    expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts')
  })
})

describe('the phone that lets a screen in', () => {
  function asking(): unknown[] {
    const allowed: unknown[] = []
    server.use(
      http.post(apiUrl('/users/me/screens/asking'), () =>
        HttpResponse.json<AskingScreen>({ user_agent: 'Firefox/140 Linux', expires_in: 100 }),
      ),
      http.post(apiUrl('/users/me/screens'), async ({ request }) => {
        allowed.push(await request.json())
        return new HttpResponse(null, { status: 204 })
      }),
    )
    return allowed
  }

  it('shows who asks, and allows nothing without a press', async () => {
    signIn()
    const allowed = asking()
    const { user } = renderScreen(<ConnectScreen scanned="BCDF-GHJK" />)
    expect(await screen.findByText('Firefox on Linux wants to show what you train.')).toBeVisible()
    expect(screen.getByText('BCDF-GHJK')).toBeVisible()
    expect(allowed).toEqual([])
    await user.click(screen.getByRole('button', { name: 'Yes, allow' }))
    expect(await screen.findByText(/^Connected/)).toBeVisible()
    expect(allowed).toEqual([{ code: 'BCDF-GHJK' }])
  })

  it('can refuse it', async () => {
    signIn()
    const allowed = asking()
    const { user } = renderScreen(<ConnectScreen scanned="BCDF-GHJK" />)
    await user.click(await screen.findByRole('button', { name: 'No' }))
    expect(screen.getByLabelText('Code')).toHaveValue('')
    expect(allowed).toEqual([])
  })

  it('accepts a typed code, and says so if it has expired', async () => {
    signIn()
    server.use(http.post(apiUrl('/users/me/screens/asking'), () => problem(404, 'pairing_over')))
    const { user } = renderScreen(<ConnectScreen scanned={null} />)
    await user.type(screen.getByLabelText('Code'), 'bcdf ghjk{Enter}')
    await waitFor(() =>
      expect(screen.getByRole('alert')).toHaveTextContent('Take the one that the screen shows now'),
    )
    expect(screen.getByLabelText('Code')).toHaveValue('bcdf ghjk')
  })
})
