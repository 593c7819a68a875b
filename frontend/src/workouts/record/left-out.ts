import { plural, t } from '@lingui/core/macro'
import { endsHigh } from '@/shared/lib/exercises'

/** How often each reason not to count was given in a set. */
type Refused = Readonly<Record<string, number>>

/** "2 did not go low enough to count."; null if there were none. Which way is deeper depends on the exercise. */
export function tooShallowText(exercise: string, refused: Refused): string | null {
  const shallow = refused['too-shallow'] ?? 0
  if (shallow === 0) return null
  return endsHigh(exercise)
    ? plural(shallow, {
        one: '# did not go high enough to count.',
        other: '# did not go high enough to count.',
      })
    : plural(shallow, {
        one: '# did not go low enough to count.',
        other: '# did not go low enough to count.',
      })
}

/** Why few of the jumps, or none, were counted; null where most were. */
export function hardToSeeText(counted: number, refused: Refused): string | null {
  const unclear = refused['not-recognised'] ?? 0
  return unclear > counted ? t`Jumps were hard to see: more light, or closer to the camera.` : null
}
