import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { type DayChoice, useDayGrid } from '../../hooks/use-day-grid'
import { hideCutMonths } from '../../lib/cut-months'
import type { Days } from '../../lib/ranges'
import type { Grid } from '../../lib/year-grid'
import { CalendarDay, LEVELS } from './calendar-day'
import { type LocalDate, weekdays, dayName, shortMonth } from '@/shared/lib/dates'

interface YearTableProps extends DayChoice {
  readonly grid: Grid
  readonly days: Days
}

/**
 * One column per week, scrolled to the end, where today is. A real table, so that screen readers can navigate by
 * weekday and week.
 */
export function YearTable({
  grid: { first, weeks, rows },
  days,
  ...choice
}: YearTableProps): ReactNode {
  const names = weekdays('long', first)
  const shortNames = weekdays('short', first)
  const { table, cell } = useDayGrid({ ...days, ...choice, across: 7, down: 1 })
  return (
    // Positioned, so that screen reader texts scroll with their cells and do not widen the page.
    <div
      ref={scrollToEnd}
      onScroll={({ currentTarget }) => hideCutMonths(currentTarget)}
      className="relative overflow-x-auto py-1"
    >
      <table {...table} role="grid" className="w-max border-separate border-spacing-[3px] text-xs">
        <caption className="sr-only">{t`Sets of each day of the last year`}</caption>
        <thead>
          <tr>
            <th scope="col" className="sr-only">
              {t`Weekday`}
            </th>
            {weeks.map((week, index) => (
              <th key={week} scope="col" className="text-muted h-4 max-w-3 text-start font-normal">
                <span className="sr-only">{t`Week of ${dayName(week, choice.today)}`}</span>
                <span aria-hidden data-month className="block overflow-visible whitespace-nowrap">
                  {beginsMonth(week, weeks[index - 1]) ? shortMonth(week) : ''}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, weekday) => (
            <tr key={names[weekday]}>
              <th
                scope="row"
                className="text-muted bg-surface sticky start-0 pe-1 text-start font-normal"
              >
                <span className="sr-only">{names[weekday]}</span>
                <span aria-hidden>{weekday % 2 === 0 ? shortNames[weekday] : ''}</span>
              </th>
              {cells.map((day, index) =>
                day === null ? (
                  <td key={weeks[index]} />
                ) : (
                  <CalendarDay
                    key={day.date}
                    {...cell(day)}
                    className={`size-4 rounded-[4px] ${LEVELS[day.level]}`}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function beginsMonth(week: LocalDate, before: LocalDate | undefined): boolean {
  return before !== undefined && week.slice(0, 7) !== before.slice(0, 7)
}

/** In the next animation frame: earlier, the browser would lay out the page twice. */
function scrollToEnd(element: HTMLDivElement): () => void {
  const frame = requestAnimationFrame(() => {
    element.scrollLeft = element.scrollWidth
    hideCutMonths(element)
  })
  return () => cancelAnimationFrame(frame)
}
