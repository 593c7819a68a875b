import type { Statistics } from '@/api/types'
import { countOf, formatCount } from '@/shared/lib/format'

/** "days, longest 12", and how many missed days did not end it: one of any seven may be missed. */
export function streakNote({ current, longest, frozen_days }: Statistics['streak']): string {
  const unit = current === 1 ? 'day' : 'days'
  const frozen = frozen_days > 0 ? `, ${countOf(frozen_days, 'missed day')} frozen` : ''
  return `${unit}${frozen}, longest ${formatCount(longest)}`
}
