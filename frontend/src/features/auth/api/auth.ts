import { provePasskey } from '@/account/passkeys'
import { client } from '@/api/client'
import { type ApiError, toApiError } from '@/api/errors'
import { acceptGrant } from '@/api/session'
import type { AccessToken, Login, NewUser, PasskeyOptions } from '@/api/types'

export async function login(request: Login): Promise<void> {
  const { data } = await client.post<AccessToken>('/auth/login', request, { anonymous: true })
  acceptGrant(data)
}

/**
 * Creates the account and signs in to it: by the username, for the email may not be confirmed to be its own yet. A zone that the server does not know, or none, is left to the profile: nobody
 * can change his device's zone to open an account.
 */
export async function register(
  request: Omit<NewUser, 'time_zone'>,
  timeZone: string | null,
): Promise<void> {
  const create = (user: NewUser) => client.post('/auth/register', user, { anonymous: true })
  await create({ ...request, ...(timeZone === null ? {} : { time_zone: timeZone }) }).catch(
    (error: unknown) => {
      if (timeZone === null || !isOfTimeZone(toApiError(error))) throw error
      return create(request)
    },
  )
  await login({ identifier: request.username, password: request.password })
}

function isOfTimeZone({ code, fields }: ApiError): boolean {
  return (
    code === 'unknown_time_zone' || fields.some(({ location }) => location === 'body.time_zone')
  )
}

/** Signs in with a passkey of this device; raises PasskeyCancelled. */
export async function loginWithPasskey(): Promise<void> {
  const { data: asked } = await client.post<PasskeyOptions>('/auth/passkeys/options', undefined, {
    anonymous: true,
  })
  const answer = await provePasskey(asked)
  const { data } = await client.post<AccessToken>('/auth/passkeys/login', answer, {
    anonymous: true,
  })
  acceptGrant(data)
}

/** Has a link mailed, if there is an account with this address; the server does not say. */
export async function forgotPassword(email: string): Promise<void> {
  await client.post('/auth/forgot-password', { email }, { anonymous: true })
}

/** `token` is out of the link that was mailed. */
export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await client.post(
    '/auth/reset-password',
    { token, new_password: newPassword },
    { anonymous: true },
  )
}

/** `token` is out of the link that went to the old email. */
export async function undoEmailChange(token: string, newPassword: string): Promise<void> {
  await client.post(
    '/auth/undo-email-change',
    { token, new_password: newPassword },
    { anonymous: true },
  )
}

/** `token` is out of the link that was mailed. */
export async function verifyEmail(token: string): Promise<void> {
  await client.post('/auth/verify-email', { token }, { anonymous: true })
}
