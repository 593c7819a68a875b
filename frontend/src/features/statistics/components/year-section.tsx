import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { statisticsQuery } from '../api/queries'
import { daysOf } from '../lib/ranges'
import { type GridDay, yearGrid } from '../lib/year-grid'
import { problemText } from '@/account/problem-text'
import { cn } from '@/shared/lib/cn'
import { type LocalDate, dayName, monthName } from '@/shared/lib/dates'
import { countOf, formatDuration } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import { useDay } from '@/workouts/use-day'

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const LEVELS = [
  'bg-sunken',
  'bg-accent-ink/30',
  'bg-accent-ink/55',
  'bg-accent-ink/80',
  'bg-accent-ink',
]

/** The last year as a calendar: the more was done on a day, the stronger its square. */
export function YearSection(): ReactNode {
  const { today } = useDay()
  const { from, to } = daysOf('year', today, { from: today, to: today })
  const year = useQuery(statisticsQuery({ from, to }))
  return (
    <Card aria-labelledby="year-title">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <CardTitle id="year-title">The last year</CardTitle>
        <Legend />
      </div>
      {year.isError && year.data === undefined ? (
        <LoadError text={problemText(year.error)} onRetry={() => void year.refetch()} />
      ) : null}
      {year.isPending ? <Spinner label="Drawing" /> : null}
      {year.data === undefined ? null : (
        <YearTable today={today} grid={yearGrid(year.data.daily, from, to)} />
      )}
    </Card>
  )
}

function Legend(): ReactNode {
  return (
    <p aria-hidden className="text-muted flex items-center gap-1 text-xs">
      Less
      {LEVELS.map((style) => (
        <span key={style} className={cn('size-3 rounded-[3px]', style)} />
      ))}
      More
    </p>
  )
}

interface YearTableProps {
  readonly today: LocalDate
  readonly grid: ReturnType<typeof yearGrid>
}

/** A real table: a screen reader goes through it by weekday and week. Begins at its end, where today is. */
function YearTable({ today, grid: { weeks, rows } }: YearTableProps): ReactNode {
  return (
    <div
      ref={scrollToEnd}
      // Positioned, so that the words for screen readers scroll with their cells and do not widen the page.
      className="relative overflow-x-auto"
      role="region"
      aria-label="The last year, day by day"
      // A region that scrolls has to be reachable by keyboard.
      // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="w-max border-separate border-spacing-[3px] text-xs">
        <caption className="sr-only">Workouts of each day of the last year</caption>
        <thead>
          <tr>
            <th scope="col" className="sr-only">
              Weekday
            </th>
            {weeks.map((week, index) => (
              <th key={week} scope="col" className="text-muted h-4 max-w-3 text-left font-normal">
                <span className="sr-only">Week of {dayName(week, today)}</span>
                <span aria-hidden className="block overflow-visible whitespace-nowrap">
                  {beginsMonth(week, weeks[index - 1]) ? monthName(week).slice(0, 3) : ''}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((days, weekday) => (
            <tr key={WEEKDAYS[weekday]}>
              <th scope="row" className="text-muted pr-1 text-left font-normal">
                <span className="sr-only">{WEEKDAYS[weekday]}</span>
                <span aria-hidden>{weekday % 2 === 0 ? WEEKDAYS[weekday]?.slice(0, 3) : ''}</span>
              </th>
              {days.map((day, index) => (
                <Square key={weeks[index]} day={day} today={today} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Square({
  day,
  today,
}: {
  readonly day: GridDay | null
  readonly today: LocalDate
}): ReactNode {
  if (day === null) return <td />
  const what =
    day.workouts === 0
      ? 'nothing'
      : `${countOf(day.reps, 'rep')}, ${formatDuration(day.duration_seconds)}`
  return (
    <td
      title={`${dayName(day.date, today)}: ${what}`}
      className={cn('size-3 min-w-3 rounded-[3px] p-0', LEVELS[day.level])}
    >
      <span className="sr-only">{what}</span>
    </td>
  )
}

function beginsMonth(week: LocalDate, before: LocalDate | undefined): boolean {
  return before !== undefined && week.slice(0, 7) !== before.slice(0, 7)
}

function scrollToEnd(element: HTMLDivElement | null): void {
  if (element !== null) element.scrollLeft = element.scrollWidth
}
