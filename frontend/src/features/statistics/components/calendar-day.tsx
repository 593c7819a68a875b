import { t } from '@lingui/core/macro'
import type { KeyboardEvent, ReactNode } from 'react'
import { amountText, sideText } from '../lib/figures'
import type { GridDay } from '../lib/year-grid'
import { cn } from '@/shared/lib/cn'
import { type LocalDate, dayName } from '@/shared/lib/dates'

/** By the level of a day. */
export const LEVELS = [
  'bg-sunken',
  'bg-accent-ink/30',
  'bg-accent-ink/55',
  'bg-accent-ink/80',
  'bg-accent-ink',
]

/** How the days of a calendar are shown and chosen. */
export interface DayChoice {
  readonly exercise: string | null
  readonly today: LocalDate
  readonly selected: LocalDate | null
  readonly onSelect: (day: LocalDate) => void
}

interface CalendarDayProps extends DayChoice {
  readonly day: GridDay
  readonly reachable: boolean
  readonly className: string
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly children?: ReactNode
}

/** A day that answers taps and keys; how strong it looks is up to the calendar. */
export function CalendarDay({
  day: { date, done },
  exercise,
  today,
  selected,
  onSelect,
  onKeyDown,
  reachable,
  className,
  children,
}: CalendarDayProps): ReactNode {
  const what =
    done === null ? t`nothing` : `${amountText(exercise, done)}, ${sideText(exercise, done)}`
  const name = `${dayName(date, today)}: ${what}`
  return (
    <button
      type="button"
      data-day={date}
      tabIndex={reachable ? 0 : -1}
      aria-label={name}
      aria-pressed={date === selected}
      title={name}
      onClick={() => onSelect(date)}
      onKeyDown={onKeyDown}
      className={cn(
        'block cursor-pointer p-0',
        date === selected && 'outline-ink outline-2 outline-offset-1',
        className,
      )}
    >
      {children}
    </button>
  )
}
