import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import { endSession } from '@/api/session'
import type { PasswordChange, SignedInSession } from '@/api/types'

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

export async function changePassword(change: PasswordChange): Promise<void> {
  await client.post('/users/me/password', change)
}

/** Deletes the account with everything in it, and signs out. */
export async function deleteAccount(password: string): Promise<void> {
  await client.delete('/users/me', { data: { password } })
  endSession('person')
}

/** Everything the server holds about the account, as it sends it. */
export async function exportAccount(): Promise<Blob> {
  return (await client.get<Blob>('/users/me/export', { responseType: 'blob' })).data
}
