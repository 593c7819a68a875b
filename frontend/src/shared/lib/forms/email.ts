import { t } from '@lingui/core/macro'
import { z } from './zod'

/** A syntactically valid email address. */
export const emailSchema = z.pipe(
  z.string().check(z.trim()),
  z.email({ error: () => t`Enter an email address, such as name@example.com.` }),
)
