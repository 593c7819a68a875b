import { acceptGrant, client } from '@/api/client'
import type { AccessGrant, LoginRequest, RegisterRequest } from '@/api/types'

export async function login(request: LoginRequest): Promise<void> {
  const { data } = await client.post<AccessGrant>('/auth/login', request, { anonymous: true })
  acceptGrant(data)
}

/** Creates the account and signs in to it. */
export async function register(request: RegisterRequest): Promise<void> {
  await client.post('/auth/register', request, { anonymous: true })
  await login({ identifier: request.email, password: request.password })
}
