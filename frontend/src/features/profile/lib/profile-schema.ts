import { t } from '@lingui/core/macro'
import { isTimeZone } from '@/shared/lib/time-zones'
import { z } from '@/shared/lib/zod'

const MIN_WEIGHT_KG = 20
const MAX_WEIGHT_KG = 500
const WEIGHT_RANGE = `Enter a weight from ${MIN_WEIGHT_KG} to ${MAX_WEIGHT_KG} kg.`

/** The server's rules for a profile. The weight is typed as text: it may be empty, and have a decimal comma. */
export const profileSchema = z.object({
  display_name: z
    .string()
    .trim()
    .min(1, { error: () => t`Enter a name.` })
    .max(80, { error: () => t`Use at most 80 characters.` }),
  weight_kg: z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : Number(text.replace(',', '.'))))
    .pipe(
      z
        .number(WEIGHT_RANGE)
        .min(MIN_WEIGHT_KG, WEIGHT_RANGE)
        .max(MAX_WEIGHT_KG, WEIGHT_RANGE)
        .nullable(),
    ),
  time_zone: z
    .string()
    .trim()
    .refine(isTimeZone, { error: () => t`Choose a time zone from the list.` }),
})

export type ProfileInput = z.input<typeof profileSchema>
export type ProfileOutput = z.output<typeof profileSchema>
