import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { Capabilities } from '@/api/types'

declare global {
  /** What start.js asks for on pages to sign in, before the app is here. Null where no answer came. Never rejects. */
  var exerciseBuddyCapabilities: Promise<unknown> | undefined
}

/** What this server can do: whether it sends mail, and whether passkeys work at this address. */
export const capabilitiesQuery = queryOptions({
  queryKey: ['capabilities'],
  queryFn: async ({ signal }) =>
    (await takeEarly()) ??
    (await client.get<Capabilities>('/auth/capabilities', { signal, anonymous: true })).data,
  staleTime: Infinity,
})

/** The answer that was asked for at the very start; null where none is to be had. It is given out once. */
async function takeEarly(): Promise<Capabilities | null> {
  const early = globalThis.exerciseBuddyCapabilities
  globalThis.exerciseBuddyCapabilities = undefined
  const answer = await early
  return isCapabilities(answer) ? answer : null
}

/** The page of a captive portal may be JSON, too. */
function isCapabilities(value: unknown): value is Capabilities {
  const { mail, passkeys, public_url: publicUrl } = Object(value) as Partial<Capabilities>
  return typeof mail === 'boolean' && typeof passkeys === 'boolean' && typeof publicUrl === 'string'
}
