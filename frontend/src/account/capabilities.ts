import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { Capabilities } from '@/api/types'

/** What this server can do: whether it sends mail, and whether passkeys work at this address. */
export const capabilitiesQuery = queryOptions({
  queryKey: ['capabilities'],
  queryFn: async ({ signal }) =>
    (await client.get<Capabilities>('/auth/capabilities', { signal, anonymous: true })).data,
  staleTime: Infinity,
})
