import { t } from '@lingui/core/macro'
import { z } from '@/shared/lib/forms/zod'

const MAX_LENGTH = 80

/** The user's name for a passkey or a token. */
export const nameSchema = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, { error: () => t`Give it a name.` }),
    z.maxLength(MAX_LENGTH, { error: () => t`Use a shorter name.` }),
  )
