import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, it } from 'vitest'
import { capabilitiesQuery } from './capabilities'
import { counted, serveWith } from '@/api/testing/server'

serveWith()

const OF_SERVER = {
  mail: true,
  passkeys: false,
  public_url: 'http://buddy.test',
  sign_up_code: false,
}

afterEach(() => {
  globalThis.exerciseBuddyCapabilities = undefined
})

const countRequests = (): { count: number } => counted('get', '/auth/capabilities', () => OF_SERVER)

const ask = (): Promise<unknown> => new QueryClient().query(capabilitiesQuery)

it('uses the answer that start.js requested before the app was loaded, and only once', async () => {
  const asked = countRequests()
  const early = { ...OF_SERVER, passkeys: true }
  globalThis.exerciseBuddyCapabilities = Promise.resolve(early)
  expect(await ask()).toEqual(early)
  expect(asked.count).toBe(0)
  expect(await ask()).toEqual(OF_SERVER)
  expect(asked.count).toBe(1)
})

it.each([
  ['nothing came in time', null],
  ['somebody else answered', { message: 'Welcome to the hotel' }],
  ['it was no object', 'Welcome'],
])('sends a request of its own if %s', async (_, answer) => {
  const asked = countRequests()
  globalThis.exerciseBuddyCapabilities = Promise.resolve(answer)
  expect(await ask()).toEqual(OF_SERVER)
  expect(asked.count).toBe(1)
})
