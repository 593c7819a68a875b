import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { User, UserChanges } from '@/api/types'

/** The signed-in user. Use it with `enabled: signedIn`. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => (await client.get<User>('/users/me', { signal })).data,
  staleTime: 300_000,
})

export async function updateMe(update: UserChanges): Promise<User> {
  return (await client.patch<User>('/users/me', update)).data
}
