import { t } from '@lingui/core/macro'
import { z } from '@/shared/lib/forms/zod'
import { isTimeZone } from '@/shared/lib/time-zones'
import { type WeightUnit, kilograms, weightIn } from '@/shared/words/habits'

const MIN_WEIGHT_KG = 20
const MAX_WEIGHT_KG = 500

/**
 * The server's rules for a profile. The weight is text in the user's unit, possibly empty or with a decimal comma; it
 * is parsed into kilograms.
 */
function schemaIn(unit: WeightUnit) {
  const range = {
    error: (): string => {
      const [least, most] = [weightIn(unit, MIN_WEIGHT_KG), weightIn(unit, MAX_WEIGHT_KG)]
      return t`Enter a weight from ${least} to ${most} ${unit}.`
    },
  }
  return z.object({
    display_name: z
      .string()
      .check(
        z.trim(),
        z.minLength(1, { error: () => t`Enter a name.` }),
        z.maxLength(80, { error: () => t`Use at most 80 characters.` }),
      ),
    weight_kg: z.pipe(
      z.pipe(
        z.string().check(z.trim()),
        z.transform((text) =>
          text === '' ? null : kilograms(unit, Number(text.replace(',', '.'))),
        ),
      ),
      z.nullable(
        z.number(range).check(z.minimum(MIN_WEIGHT_KG, range), z.maximum(MAX_WEIGHT_KG, range)),
      ),
    ),
    time_zone: z
      .string()
      .check(z.trim(), z.refine(isTimeZone, { error: () => t`Choose a time zone from the list.` })),
  })
}

/** By the unit of weight. */
export const PROFILE_SCHEMAS = { kg: schemaIn('kg'), lb: schemaIn('lb') } as const

export type ProfileInput = z.input<typeof PROFILE_SCHEMAS.kg>
export type ProfileOutput = z.output<typeof PROFILE_SCHEMAS.kg>
