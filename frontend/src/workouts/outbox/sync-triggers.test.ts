import { HttpResponse, http } from 'msw'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { clearOutbox } from '../testing/clear-outbox'
import { outbox } from './outbox'
import { startOutboxSync } from './sync-triggers'
import { aNewWorkout, aWorkout, someStatistics } from '@/api/testing/factories'
import { apiUrl, problem, serveWith, server, signIn } from '@/api/testing/server'

let tries = 0
let stop: () => void = () => undefined

serveWith()

afterEach(async () => {
  stop()
  await clearOutbox()
})

/** Lets every request fail until the server comes up. */
function serverDown(): { comeUp: () => void } {
  tries = 0
  server.use(
    http.post(apiUrl('/workouts'), () => {
      tries += 1
      return problem(503, 'database_unavailable')
    }),
  )
  const comeUp = (): void =>
    server.use(
      http.post<never, { id: string }>(apiUrl('/workouts'), async ({ request }) => {
        const { id } = await request.json()
        return HttpResponse.json({ workout: aWorkout({ id }), statistics: someStatistics() })
      }),
    )
  return { comeUp }
}

async function waitingAfterFailure(): Promise<{ comeUp: () => void; onError: () => void }> {
  signIn()
  const { comeUp } = serverDown()
  const onError = vi.fn()
  stop = startOutboxSync(onError)
  await outbox.add(aNewWorkout())
  await vi.waitFor(() => expect(tries).toBe(1))
  await vi.waitFor(async () => expect((await outbox.items())[0]?.retryAtMs).toBeGreaterThan(0))
  return { comeUp, onError }
}

describe('waiting workouts are sent', () => {
  it('as soon as they are added, and then not again for a while', async () => {
    const { onError } = await waitingAfterFailure()
    await outbox.add(aNewWorkout())
    await vi.waitFor(() => expect(tries).toBe(2))

    expect(await outbox.items()).toHaveLength(2)
    expect(onError).not.toHaveBeenCalled()
  })

  it.each([
    ['the network comes back', () => window.dispatchEvent(new Event('online'))],
    ['the page comes to the front', () => document.dispatchEvent(new Event('visibilitychange'))],
  ])('when %s', async (_moment, happen) => {
    const { comeUp } = await waitingAfterFailure()
    comeUp()
    happen()

    await vi.waitFor(async () => expect(await outbox.items()).toEqual([]))
  })

  it('after sign-in', async () => {
    const { comeUp } = serverDown()
    comeUp()
    stop = startOutboxSync(vi.fn())
    await outbox.add(aNewWorkout())
    expect(await outbox.items()).toHaveLength(1)

    signIn()

    await vi.waitFor(async () => expect(await outbox.items()).toEqual([]))
  })

  it('at start', async () => {
    signIn()
    serverDown().comeUp()
    await outbox.add(aNewWorkout())

    stop = startOutboxSync(vi.fn())

    await vi.waitFor(async () => expect(await outbox.items()).toEqual([]))
  })
})
