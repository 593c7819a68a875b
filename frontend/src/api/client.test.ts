import { HttpResponse, delay, http } from 'msw'
import { describe, expect, it, vi } from 'vitest'
import { client, refresh } from './client'
import { ApiError } from './errors'
import { acceptGrant, session } from './session'
import { anAccessToken, aUser } from './testing/factories'
import { apiUrl, problem, server, signIn, serveWith } from './testing/server'
import { createPageLock } from '@/shared/lib/browser/lock'

serveWith()

/** Counts refreshes, and how many of them ever ran at the same time. */
function refreshHandler(): { count: number; atOnce: number } {
  const seen = { count: 0, atOnce: 0 }
  let running = 0
  server.use(
    http.post(apiUrl('/auth/refresh'), async () => {
      seen.count += 1
      running += 1
      seen.atOnce = Math.max(seen.atOnce, running)
      await delay(20)
      running -= 1
      return HttpResponse.json(anAccessToken())
    }),
  )
  return seen
}

/** Answers only to tokens that the refresh has given out. */
function meHandler(refused: string): void {
  server.use(
    http.get(apiUrl('/users/me'), ({ request }) =>
      request.headers.get('Authorization') === `Bearer ${refused}`
        ? problem(401, 'access_token_expired')
        : HttpResponse.json(aUser()),
    ),
  )
}

describe('the client', () => {
  it('refreshes the token once for many requests refused at the same time, and repeats each of them', async () => {
    const stale = acceptGrant(anAccessToken())
    const refreshes = refreshHandler()
    meHandler(stale)

    const answers = await Promise.all([1, 2, 3].map(() => client.get('/users/me')))

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(refreshes.count).toBe(1)
  })

  it('renews a token that is about to expire before using it', async () => {
    const stale = acceptGrant(anAccessToken({ expires_in: 10 }))
    const refreshes = refreshHandler()
    meHandler(stale)
    const sent: (string | null)[] = []
    server.events.on('request:start', ({ request }) => {
      sent.push(request.headers.get('Authorization'))
    })

    await client.get('/users/me')

    expect(refreshes.count).toBe(1)
    expect(sent).not.toContain(`Bearer ${stale}`)
  })

  it('does not try a third time when the new token is refused as well', async () => {
    signIn()
    const refreshes = refreshHandler()
    server.use(http.get(apiUrl('/users/me'), () => problem(401, 'user_gone')))

    await expect(client.get('/users/me')).rejects.toMatchObject({ code: 'user_gone', status: 401 })
    expect(refreshes.count).toBe(1)
  })

  it('ends the session when the refresh token is refused', async () => {
    const stale = acceptGrant(anAccessToken())
    meHandler(stale)
    server.use(http.post(apiUrl('/auth/refresh'), () => problem(401, 'refresh_token_expired')))

    await expect(client.get('/users/me')).rejects.toMatchObject({ code: 'refresh_token_expired' })
    expect(session.getState()).toMatchObject({
      status: 'guest',
      accessToken: null,
      expired: true,
    })
  })

  it('keeps the session if a refresh gets no answer', async () => {
    const stale = acceptGrant(anAccessToken({ expires_in: 10 }))
    server.use(http.post(apiUrl('/auth/refresh'), () => HttpResponse.error()))

    await expect(client.get('/users/me')).rejects.toMatchObject({ code: 'network', status: 0 })
    expect(session.getState()).toMatchObject({ status: 'signed-in', accessToken: stale })
  })

  it('says that the server is unreachable if the last session cannot be resumed', async () => {
    session.setState({ status: 'starting', userId: 'somebody' })
    server.use(http.post(apiUrl('/auth/refresh'), () => problem(503, 'database_unavailable')))

    await expect(refresh()).rejects.toBeInstanceOf(ApiError)
    expect(session.getState()).toMatchObject({ status: 'unreachable', userId: 'somebody' })
  })

  it('sends nothing for a guest', async () => {
    await expect(client.get('/users/me')).rejects.toMatchObject({ code: 'not_signed_in' })
  })

  it('reports the fields, the code, the time and the pause that a refusal names', async () => {
    signIn()
    const errors = [{ location: 'body.email', code: 'value_error', message: 'no' }]
    server.use(
      http.post(apiUrl('/a'), () => {
        const refusal = problem(422, 'validation_failed', { errors })
        refusal.headers.set('Date', 'Sat, 14 Mar 2026 18:00:00 GMT')
        return refusal
      }),
      http.post(apiUrl('/b'), () => {
        const refusal = problem(429, 'too_many_requests')
        refusal.headers.set('Retry-After', '7')
        return refusal
      }),
      http.post(apiUrl('/c'), () => new HttpResponse('<h1>Bad gateway</h1>', { status: 502 })),
    )

    await expect(client.post('/a')).rejects.toMatchObject({
      status: 422,
      fields: errors,
      serverMs: Date.parse('2026-03-14T18:00:00Z'),
    })
    await expect(client.post('/b')).rejects.toMatchObject({ retryAfterSeconds: 7, isPassing: true })
    await expect(client.post('/c')).rejects.toMatchObject({
      code: 'unreadable_answer',
      isPassing: true,
    })
  })
})

describe('an answer that is not the server’s', () => {
  it('does not count as an answer: nothing is taken for saved', async () => {
    signIn()
    server.use(http.post(apiUrl('/workouts'), () => HttpResponse.html('<h1>Hotel Wi-Fi</h1>')))

    await expect(client.post('/workouts')).rejects.toMatchObject({
      code: 'unreadable_answer',
      isPassing: true,
    })
  })

  it('does not end the session', async () => {
    session.setState({ status: 'starting', userId: 'somebody' })
    server.use(http.post(apiUrl('/auth/refresh'), () => HttpResponse.html('<h1>Hotel Wi-Fi</h1>')))

    await expect(refresh()).rejects.toBeInstanceOf(ApiError)
    expect(session.getState()).toMatchObject({ status: 'unreachable', userId: 'somebody' })
  })
})

describe('a request of somebody who has signed out in another tab, where somebody else has signed in', () => {
  function asOther(): string[] {
    const sent: string[] = []
    server.use(
      http.post(apiUrl('/auth/refresh'), () => HttpResponse.json(anAccessToken({}, 'ben'))),
      http.post(apiUrl('/workouts'), ({ request }) => {
        sent.push(request.headers.get('Authorization') ?? '')
        return problem(401, 'access_token_revoked')
      }),
    )
    return sent
  }

  it('is not repeated as theirs when the token is refused', async () => {
    const token = acceptGrant(anAccessToken({}, 'maya'))
    const sent = asOther()

    await expect(client.post('/workouts')).rejects.toMatchObject({ isRefusedToken: true })
    expect(session.getState().userId).toBe('ben')
    expect(sent).toEqual([`Bearer ${token}`])
  })

  it('is not sent as theirs when the token has expired', async () => {
    acceptGrant(anAccessToken({ expires_in: 10 }, 'maya'))
    const sent = asOther()

    await expect(client.post('/workouts')).rejects.toMatchObject({ isRefusedToken: true })
    expect(sent).toEqual([])
  })

  it('is not sent as theirs for an account that is named', async () => {
    acceptGrant(anAccessToken({}, 'ben'))
    const sent = asOther()

    const named = client.post('/workouts', null, { account: 'maya' })
    await expect(named).rejects.toMatchObject({ isRefusedToken: true })
    expect(sent).toEqual([])
  })
})

describe('two tabs', () => {
  it('never refresh at the same time', async () => {
    const refreshes = refreshHandler()
    const shared = createPageLock()
    Object.defineProperty(navigator, 'locks', { configurable: true, value: { request: shared } })
    vi.resetModules()
    const other = await import('./client')
    session.setState({ status: 'starting' })

    await Promise.all([refresh(), other.refresh()])

    expect(refreshes).toEqual({ count: 2, atOnce: 1 })
    Reflect.deleteProperty(navigator, 'locks')
  })
})
