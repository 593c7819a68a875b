import { describe, expect, it } from 'vitest'
import openapi from '../../openapi.json'
import { REFRESH_PAUSE_MS, REFRESH_RETRY_WINDOW_MS, REFRESH_TIMEOUT_MS } from './refresh-times'

describe('the time limits of a refresh', () => {
  it('match those of the server', () => {
    const told = openapi.paths['/api/v1/auth/refresh'].post['x-retry-window-seconds']
    expect(REFRESH_RETRY_WINDOW_MS).toBe(told * 1000)
  })

  it('leave room for two repeats within the server’s window if the first answer stalls', () => {
    const attempt = REFRESH_TIMEOUT_MS + REFRESH_PAUSE_MS
    expect(2 * attempt).toBeLessThan(REFRESH_RETRY_WINDOW_MS)
  })
})
