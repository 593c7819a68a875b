import { plural, t } from '@lingui/core/macro'
import type { Statistics } from '@/api/types'
import { formatCount } from '@/shared/lib/format'

/** "days, longest 12", and how many missed days the streak survived: one in any seven may be missed. */
export function streakNote({ current, longest, frozen_days }: Statistics['streak']): string {
  const unit = plural(current, { one: 'day', other: 'days' })
  if (longest === 0) return unit
  const frozen =
    frozen_days > 0
      ? t`, ${plural(frozen_days, { one: '# missed day', other: '# missed days' })} frozen`
      : ''
  return t`${unit}${frozen}, longest ${formatCount(longest)}`
}
