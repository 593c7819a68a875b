import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { ApiToken, MadeApiToken, NewApiToken } from '@/api/types'

/** The account's valid API tokens, oldest first. */
export const apiTokensQuery = queryOptions({
  queryKey: ['api-tokens'],
  queryFn: async ({ signal }) =>
    (await client.get<{ items: ApiToken[] }>('/users/me/api-tokens', { signal })).data.items,
})

/** Creates a token. Its text is only in this response. */
export async function makeApiToken(token: NewApiToken): Promise<MadeApiToken> {
  return (await client.post<MadeApiToken>('/users/me/api-tokens', token)).data
}

export async function revokeApiToken(id: string): Promise<void> {
  await client.delete(`/users/me/api-tokens/${id}`)
}
