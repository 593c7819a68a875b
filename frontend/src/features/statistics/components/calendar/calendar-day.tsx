import { t } from '@lingui/core/macro'
import { type ReactNode, memo } from 'react'
import type { DayCell } from '../../hooks/use-day-grid'
import { amountText, sideText } from '../../lib/figures'
import { cn } from '@/shared/lib/cn'
import { dayName } from '@/shared/lib/dates'

/** Classes by the level of a day. */
export const LEVELS = [
  'bg-sunken forced-color-adjust-none',
  'bg-accent-ink/30 forced-color-adjust-none',
  'bg-accent-ink/55 forced-color-adjust-none',
  'bg-accent-ink/80 forced-color-adjust-none',
  'bg-accent-ink forced-color-adjust-none',
] as const

interface CalendarDayProps extends DayCell {
  readonly className: string
  readonly children?: ReactNode
}

/**
 * A day of a calendar. The table handles taps and keys for all days (use-day-grid.ts). Memoised: an arrow key changes
 * two days of a year.
 */
export const CalendarDay = memo(function CalendarDay({
  day: { date, done },
  exercise,
  today,
  reachable,
  selected,
  className,
  children,
}: CalendarDayProps): ReactNode {
  const what =
    done === null ? t`nothing` : `${amountText(exercise, done)}, ${sideText(exercise, done)}`
  return (
    <td
      data-day={date}
      tabIndex={reachable ? 0 : -1}
      aria-label={`${dayName(date, today)}: ${what}`}
      aria-selected={selected || undefined}
      className={cn(
        'cursor-pointer p-0',
        selected && 'outline-ink outline-2 outline-offset-1',
        className,
      )}
    >
      {children}
    </td>
  )
})
