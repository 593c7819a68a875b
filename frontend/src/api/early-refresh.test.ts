import { HttpResponse, http } from 'msw'
import { afterEach, expect, it } from 'vitest'
import { refresh } from './client'
import { session } from './session'
import { anAccessToken } from './testing/factories'
import { apiUrl, server, serveWith } from './testing/server'

serveWith()

afterEach(() => {
  globalThis.exerciseBuddyEarlyRefresh = undefined
})

function countRefreshes(): { count: number } {
  const asked = { count: 0 }
  server.use(
    http.post(apiUrl('/auth/refresh'), () => {
      asked.count += 1
      return HttpResponse.json(anAccessToken())
    }),
  )
  return asked
}

function leave(grant: unknown, askedAtMs = Date.now()): void {
  globalThis.exerciseBuddyEarlyRefresh = { askedAtMs, grant: Promise.resolve(grant) }
}

it('takes the grant that was asked for before the app was here, once', async () => {
  const asked = countRefreshes()
  const early = anAccessToken()
  leave(early)
  expect(await refresh()).toBe(early.access_token)
  expect(asked.count).toBe(0)
  expect(session.getState()).toMatchObject({ status: 'signed-in', problem: null })
  expect(globalThis.exerciseBuddyEarlyRefresh).toBeUndefined()
  await refresh()
  expect(asked.count).toBe(1)
})

it.each([
  ['nothing came in time', null],
  ['somebody else answered', { message: 'Welcome to the hotel' }],
  ['it was no object', 'Welcome'],
])('asks itself where %s', async (_, answer) => {
  const asked = countRefreshes()
  leave(answer)
  await refresh()
  expect(asked.count).toBe(1)
})

it('asks itself where the grant lay there for long', async () => {
  const asked = countRefreshes()
  leave(anAccessToken(), Date.now() - 60_000)
  await refresh()
  expect(asked.count).toBe(1)
})
