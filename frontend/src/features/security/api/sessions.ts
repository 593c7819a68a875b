import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import { endSession } from '@/api/session'
import type { SignedInSession } from '@/api/types'

export const SESSIONS_KEY = ['sessions'] as const

/** Where the account is signed in, the last used first. */
export const sessionsQuery = queryOptions({
  queryKey: SESSIONS_KEY,
  queryFn: async ({ signal }) =>
    (await client.get<{ items: SignedInSession[] }>('/users/me/sessions', { signal })).data.items,
})

export async function endOtherSession(id: string): Promise<void> {
  await client.delete(`/users/me/sessions/${id}`)
}

/** Ends every session of the account, this one too. */
export async function endEverySession(): Promise<void> {
  await client.post('/auth/logout-all')
  endSession('person')
}
