import { client } from '@/api/client'
import { endSession } from '@/api/session'

/** Deletes the account with all its data, and signs out. */
export async function deleteAccount(password: string): Promise<void> {
  await client.delete('/users/me', { data: { password } })
  endSession('person')
}

/** The server's export of everything stored about the account. */
export async function exportAccount(): Promise<Blob> {
  return (await client.get<Blob>('/users/me/export', { responseType: 'blob' })).data
}
