import { queryOptions } from '@tanstack/react-query'
import { createPasskey } from '@/account/passkeys'
import { client } from '@/api/client'
import type {
  EmailChange,
  NewTotp,
  Passkey,
  PasskeyOptions,
  PasswordChange,
  RecoveryCodes,
  SecondFactor,
  User,
} from '@/api/types'

/** Whether two-step sign-in is on, and how many recovery codes are left. */
export const secondFactorQuery = queryOptions({
  queryKey: ['second-factor'],
  queryFn: async ({ signal }) =>
    (await client.get<SecondFactor>('/users/me/totp', { signal })).data,
})

/** The account's passkeys, oldest first. */
export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: async ({ signal }) =>
    (await client.get<{ items: Passkey[] }>('/users/me/passkeys', { signal })).data.items,
})

export async function changePassword(change: PasswordChange): Promise<void> {
  await client.post('/users/me/password', change)
}

/** Returns the account: with the new address, or with the old one if a mailed link has to be opened first. */
export async function changeEmail(change: EmailChange): Promise<User> {
  return (await client.post<User>('/users/me/email', change)).data
}

/** Requests another mail with a link that confirms the address. */
export async function sendVerification(): Promise<void> {
  await client.post('/users/me/verify-email')
}

export async function beginTotp(password: string): Promise<NewTotp> {
  return (await client.post<NewTotp>('/users/me/totp', { password })).data
}

/** Turns two-step sign-in on; returns the recovery codes, which are shown only once. */
export async function confirmTotp(code: string): Promise<string[]> {
  return (await client.post<RecoveryCodes>('/users/me/totp/confirm', { code })).data.recovery_codes
}

export async function turnOffTotp(password: string): Promise<void> {
  await client.delete('/users/me/totp', { data: { password } })
}

export async function renewRecoveryCodes(password: string): Promise<string[]> {
  const { data } = await client.post<RecoveryCodes>('/users/me/recovery-codes', { password })
  return data.recovery_codes
}

/** Creates a passkey for the account on this device; throws PasskeyCancelled. */
export async function addPasskey(name: string, password: string): Promise<void> {
  const { data } = await client.post<PasskeyOptions>('/users/me/passkeys/options', { password })
  await client.post('/users/me/passkeys', { ...(await createPasskey(data)), name })
}

export async function removePasskey(id: string, password: string): Promise<void> {
  await client.delete(`/users/me/passkeys/${id}`, { data: { password } })
}
