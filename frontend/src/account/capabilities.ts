import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { Capabilities } from '@/api/types'

declare global {
  /** Requested by start.js on sign-in pages, before the app has loaded. Null without an answer. Never rejects. */
  var exerciseBuddyCapabilities: Promise<unknown> | undefined
}

/** What this server supports: whether it sends mail, and whether passkeys work at this address. */
export const capabilitiesQuery = queryOptions({
  queryKey: ['capabilities'],
  queryFn: async ({ signal }) =>
    (await takeEarly()) ??
    (await client.get<Capabilities>('/auth/capabilities', { signal, anonymous: true })).data,
  staleTime: Infinity,
})

/** The answer requested at the very start; null if there is none. It is handed out only once. */
async function takeEarly(): Promise<Capabilities | null> {
  const early = globalThis.exerciseBuddyCapabilities
  globalThis.exerciseBuddyCapabilities = undefined
  const answer = await early
  return isCapabilities(answer) ? answer : null
}

/** A captive portal may answer with JSON, too. */
function isCapabilities(value: unknown): value is Capabilities {
  const { mail, passkeys, public_url: publicUrl } = Object(value) as Partial<Capabilities>
  return typeof mail === 'boolean' && typeof passkeys === 'boolean' && typeof publicUrl === 'string'
}
