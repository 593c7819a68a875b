import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import { endSession } from '@/api/session'
import type { SignedInSession } from '@/api/types'

export const SESSIONS_KEY = ['sessions'] as const

/** The account's sessions, last used first. */
export const sessionsQuery = queryOptions({
  queryKey: SESSIONS_KEY,
  queryFn: async ({ signal }) =>
    (await client.get<{ items: SignedInSession[] }>('/users/me/sessions', { signal })).data.items,
})

export async function endOtherSession(id: string): Promise<void> {
  await client.delete(`/users/me/sessions/${id}`)
}

/** Ends every session of the account, including this one. */
export async function endEverySession(): Promise<void> {
  await client.post('/auth/logout-all')
  endSession('person')
}
