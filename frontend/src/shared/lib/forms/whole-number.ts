import { t } from '@lingui/core/macro'
import { z } from './zod'

/** A form's field for an integer. */
export function wholeNumber(least: number, most: number): z.ZodMiniNumber<number> {
  return z
    .number({ error: () => t`Enter a number.` })
    .check(
      z.int({ error: () => t`Enter a whole number.` }),
      z.minimum(least, { error: () => t`This cannot be below ${least}.` }),
      z.maximum(most, { error: () => t`This cannot be above ${most}.` }),
    )
}
