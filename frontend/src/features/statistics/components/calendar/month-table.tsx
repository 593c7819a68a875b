import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { type DayChoice, useDayGrid } from '../../hooks/use-day-grid'
import type { Days } from '../../lib/ranges'
import type { Grid } from '../../lib/year-grid'
import { CalendarDay, LEVELS } from './calendar-day'
import { cn } from '@/shared/lib/cn'
import { weekdays, monthName } from '@/shared/lib/dates'

interface MonthTableProps extends DayChoice {
  readonly grid: Grid
  readonly days: Days
}

/** One row per week, with days large enough for a thumb. */
export function MonthTable({
  grid: { first, weeks, rows },
  days,
  ...choice
}: MonthTableProps): ReactNode {
  const names = weekdays('long', first)
  const { table, cell } = useDayGrid({ ...days, ...choice, across: 1, down: 7 })
  return (
    <table
      {...table}
      role="grid"
      className="w-full max-w-xl table-fixed border-separate border-spacing-1"
    >
      <caption className="sr-only">{t`Sets of each day in ${monthName(days.from)}`}</caption>
      <thead>
        <tr>
          {names.map((weekday) => (
            <th key={weekday} scope="col" className="text-muted text-xs font-normal">
              <span className="sr-only">{weekday}</span>
              <span aria-hidden>{weekday.slice(0, 2)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week, index) => (
          <tr key={week}>
            {rows.map((cells, weekday) => {
              const day = cells[index] ?? null
              if (day === null) return <td key={names[weekday]} />
              return (
                <CalendarDay
                  key={day.date}
                  {...cell(day)}
                  className="bg-sunken h-12 rounded-lg text-center text-sm tabular-nums"
                >
                  {Number(day.date.slice(8))}
                  <span
                    className={cn('mx-auto mt-1 block h-2 w-3/4 rounded-full', LEVELS[day.level])}
                  />
                </CalendarDay>
              )
            })}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
