import { acceptGrant, client } from '@/api/client'
import type { AccessToken, Login, NewUser } from '@/api/types'

export async function login(request: Login): Promise<void> {
  const { data } = await client.post<AccessToken>('/auth/login', request, { anonymous: true })
  acceptGrant(data)
}

/** Creates the account and signs in to it. */
export async function register(request: NewUser): Promise<void> {
  await client.post('/auth/register', request, { anonymous: true })
  await login({ identifier: request.email, password: request.password })
}
