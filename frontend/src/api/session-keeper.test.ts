import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { refresh } from './client'
import { REFRESH_PAUSE_MS, REFRESH_RETRY_WINDOW_MS } from './refresh-times'
import { acceptGrant, session } from './session'
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

  it('repeats a refresh whose answer was lost while the server still forgives it', async () => {
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

  it('leaves the server alone while all is well', async () => {
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
