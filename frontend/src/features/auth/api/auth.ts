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
 * Creates the account and signs in by username, since the email is not confirmed yet. If the server does not know the
 * device's time zone, the account gets the default one: nobody can change a device's zone just to register.
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

/** Signs in with a passkey of this device; throws PasskeyCancelled. */
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

/** Requests a mail with a reset link. The server does not say whether the address has an account. */
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

/** `token` comes from the link mailed to the old address. */
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
