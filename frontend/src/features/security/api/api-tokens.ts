import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { ApiToken, MadeApiToken, NewApiToken } from '@/api/types'

/** The API tokens of the account that are good, the oldest first. */
export const apiTokensQuery = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: async ({ signal }) =>
    (await client.get<{ items: ApiToken[] }>('/users/me/api-tokens', { signal })).data.items,
})

/** The token's text is in this answer only. */
export async function makeApiToken(token: NewApiToken): Promise<MadeApiToken> {
  return (await client.post<MadeApiToken>('/users/me/api-tokens', token)).data
}

export async function revokeApiToken(id: string): Promise<void> {
  await client.delete(`/users/me/api-tokens/${id}`)
}
