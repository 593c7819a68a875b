import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refresh } from './client'
import { REFRESH_PAUSE_MS, REFRESH_RETRY_WINDOW_MS } from './refresh-times'
import { USER_KEY, acceptGrant, session } from './session'
import { keepSession } from './session-keeper'
import { anAccessToken } from './testing/factories'
import { apiUrl, server, serveWith } from './testing/server'

serveWith()

describe('the keeper of the session', () => {
  let stop: () => void

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    stop = keepSession()
  })

  afterEach(() => {
    stop()
    vi.useRealTimers()
  })

  it('repeats a refresh whose answer was lost while the server still accepts the repeat', async () => {
    acceptGrant(anAccessToken({ expires_in: 10 }))
    let asked = 0
    server.use(
      http.post(apiUrl('/auth/refresh'), () => {
        asked += 1
        return asked === 1 ? HttpResponse.error() : HttpResponse.json(anAccessToken())
      }),
    )
    await expect(refresh()).rejects.toMatchObject({ code: 'network' })

    // Nobody asks for anything meanwhile.
    expect(REFRESH_PAUSE_MS).toBeLessThan(REFRESH_RETRY_WINDOW_MS)
    vi.advanceTimersByTime(REFRESH_PAUSE_MS)
    await vi.waitFor(() => expect(asked).toBe(2))
    await vi.waitFor(() =>
      expect(session.getState().expiresAtMs).toBeGreaterThan(Date.now() + 60_000),
    )
  })

  it('ends the session of a page that comes back after another tab has signed out', () => {
    acceptGrant(anAccessToken())
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    localStorage.removeItem(USER_KEY)
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    expect(session.getState()).toMatchObject({ status: 'guest', userId: null })
  })

  it('follows whoever signed in while the page was away', async () => {
    acceptGrant(anAccessToken({}, 'maya'))
    server.use(
      http.post(apiUrl('/auth/refresh'), () => HttpResponse.json(anAccessToken({}, 'ben'))),
    )
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    localStorage.setItem(USER_KEY, 'ben')
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    // Offline it stays so: nothing of the last account is shown.
    expect(session.getState()).toMatchObject({
      status: 'starting',
      userId: 'ben',
      accessToken: null,
    })
    await vi.waitFor(() => expect(session.getState().userId).toBe('ben'))
  })

  it('leaves the session alone where there is no storage to compare', () => {
    acceptGrant(anAccessToken())
    localStorage.removeItem(USER_KEY)
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    expect(session.getState().status).toBe('signed-in')
  })

  it('sends nothing while all is well', async () => {
    acceptGrant(anAccessToken())
    const asked = vi.fn()
    server.use(
      http.post(apiUrl('/auth/refresh'), () => {
        asked()
        return HttpResponse.json(anAccessToken())
      }),
    )
    vi.advanceTimersByTime(10 * REFRESH_PAUSE_MS)
    await Promise.resolve()
    expect(asked).not.toHaveBeenCalled()
  })
})
