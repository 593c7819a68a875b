import { client } from './client'
import { endSession } from './session'

/** Ends this session at the server and here. If the server is away, throws an ApiError and stays signed in. */
export async function signOut(): Promise<void> {
  await client.post('/auth/logout', null, { anonymous: true })
  endSession('person')
}
