import { t } from '@lingui/core/macro'
import { type LocalDate, addDays } from '@/shared/lib/dates'

export const ranges = () =>
  [
    { value: 'week', label: t`Week` },
    { value: 'month', label: t`Month` },
    { value: 'year', label: t`Year` },
    { value: 'all', label: t`All` },
    { value: 'custom', label: t`Custom` },
  ] as const

export type RangeName = ReturnType<typeof ranges>[number]['value']

/** Local dates, both inclusive. */
export interface Days {
  readonly from: LocalDate
  readonly to: LocalDate
}

/**
 * From the beginning of this month a year ago: one request for both the year's calendar and the comparison of months.
 */
export function sinceMonthOfLastYear(today: LocalDate): Days {
  return { from: `${Number(today.slice(0, 4)) - 1}${today.slice(4, 7)}-01`, to: today }
}

/** The month of a day. */
export function monthOf(day: LocalDate): Days {
  const from = `${day.slice(0, 7)}-01`
  const next = addDays(from, 31)
  return { from, to: addDays(`${next.slice(0, 7)}-01`, -1) }
}

const LENGTHS = { week: 7, month: 30, year: 365 }
/** Earlier than any workout. */
const BEGINNING: LocalDate = '2000-01-01'

/** The days of a named range up to today; for `custom`, the chosen ones. */
export function daysOf(range: RangeName, today: LocalDate, custom: Days): Days {
  if (range === 'custom') return custom
  if (range === 'all') return { from: BEGINNING, to: today }
  return { from: addDays(today, 1 - LENGTHS[range]), to: today }
}
