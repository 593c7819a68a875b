import { HttpResponse, http } from 'msw'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchServer } from './server-watch'
import { server, serveWith } from './testing/server'

serveWith()

beforeEach(() =>
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] }),
)
afterEach(() => vi.useRealTimers())

it('goes on looking when the device’s clock is set back', async () => {
  const asked = vi.fn()
  server.use(
    http.get('*/healthz', () => {
      asked()
      return new HttpResponse()
    }),
  )
  const stop = watchServer()
  vi.setSystemTime(Date.now() - 86_400_000)
  vi.advanceTimersByTime(10_000)
  await vi.waitFor(() => expect(asked).toHaveBeenCalled())
  stop()
})
