import { afterEach, describe, expect, it, vi } from 'vitest'
import { refresh } from './client'
import { USER_KEY, session } from './session'
import { anAccessToken } from './testing/factories'
import { counted, serveWith } from './testing/server'

serveWith()

afterEach(() => {
  globalThis.exerciseBuddyEarlyRefresh = undefined
})

const countRefreshes = (): { count: number } =>
  counted('post', '/auth/refresh', () => ({ ...anAccessToken() }))

function leave(grant: unknown, askedAtMs = Date.now()): void {
  globalThis.exerciseBuddyEarlyRefresh = { askedAtMs, grant: Promise.resolve(grant) }
}

it('uses the token that start.js requested before the app was loaded, and only once', async () => {
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
])('sends a request of its own if %s', async (_, answer) => {
  const asked = countRefreshes()
  leave(answer)
  await refresh()
  expect(asked.count).toBe(1)
})

it('requests another token if the early one has waited too long', async () => {
  const asked = countRefreshes()
  leave(anAccessToken(), Date.now() - 60_000)
  await refresh()
  expect(asked.count).toBe(1)
})

describe('the request that start.js sends before the app is loaded', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
    localStorage.clear()
  })

  /** Runs it in a browser that says who waits for which lock. */
  async function run(): Promise<{ locks: string[]; urls: string[] }> {
    const locks: string[] = []
    const urls: string[] = []
    const request = (name: string, work: () => unknown): unknown => {
      locks.push(name)
      return work()
    }
    vi.stubGlobal('navigator', { language: navigator.language, locks: { request } })
    const asking = vi.spyOn(globalThis, 'fetch').mockImplementationOnce((url) => {
      urls.push(url as string)
      return Promise.resolve(Response.json(anAccessToken()))
    })
    await import('../../public/start.js')
    asking.mockRestore()
    return { locks, urls }
  }

  it('goes to the app’s address, under the app’s lock, for the user who last signed in', async () => {
    localStorage.setItem(USER_KEY, 'ada')
    const { locks, urls } = await run()
    await refresh()
    expect(urls).toEqual(['/api/v1/auth/refresh'])
    expect(locks).toHaveLength(2)
    expect(new Set(locks).size).toBe(1)
  })

  it('is not sent for a guest', async () => {
    expect(await run()).toEqual({ locks: [], urls: [] })
  })
})
