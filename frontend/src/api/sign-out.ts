import { client } from './client'
import { endSession } from './session'

/** Ends this session at the server and here. Throws an ApiError, and stays signed in, where the server is away. */
export async function signOut(): Promise<void> {
  await client.post('/auth/logout', null, { anonymous: true })
  endSession('person')
}
