import { t } from '@lingui/core/macro'
import { z } from './zod'

export const PASSWORD_MIN_LENGTH = 8
/** bcrypt reads 72 bytes; the server refuses more. */
const PASSWORD_MAX_BYTES = 72

export const passwordHint = (): string =>
  t`At least ${PASSWORD_MIN_LENGTH} characters, and hard to guess: a few unusual words do well.`

/** An existing password: only the server can tell whether it is right. */
export const passwordSchema = z
  .string()
  .check(z.minLength(1, { error: () => t`Enter your password.` }))

/** A new password, by the server's rules. */
export const newPasswordSchema = z.string().check(
  z.minLength(PASSWORD_MIN_LENGTH, {
    error: () => t`Use at least ${PASSWORD_MIN_LENGTH} characters.`,
  }),
  z.refine((password) => new TextEncoder().encode(password).length <= PASSWORD_MAX_BYTES, {
    error: () => t`This password is too long.`,
  }),
)
