import { client } from '@/api/client'
import { endSession } from '@/api/session'

/** Deletes the account with everything in it, and signs out. */
export async function deleteAccount(password: string): Promise<void> {
  await client.delete('/users/me', { data: { password } })
  endSession('person')
}

/** Everything the server holds about the account, as it sends it. */
export async function exportAccount(): Promise<Blob> {
  return (await client.get<Blob>('/users/me/export', { responseType: 'blob' })).data
}
