import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { figuresQuery } from '../api/queries'
import { type Days, daysOf, monthOf, sinceMonthOfLastYear } from '../lib/ranges'
import { gridOf } from '../lib/year-grid'
import { LEVELS } from './calendar-day'
import { DayPanel } from './day-panel'
import { MonthTable } from './month-table'
import { YearTable } from './year-table'
import { problemText } from '@/account/problem-text'
import { cn } from '@/shared/lib/cn'
import { type LocalDate, addDays, monthName } from '@/shared/lib/dates'
import { Card, CardTitle } from '@/shared/ui/card'
import { IconButton } from '@/shared/ui/icon-button'
import { LoadError } from '@/shared/ui/load-error'
import { Segmented } from '@/shared/ui/segmented'
import { Spinner } from '@/shared/ui/spinner'
import { firstWeekday } from '@/shared/words/habits'
import { useDay } from '@/workouts/use-day'

const views = () =>
  [
    { value: 'year', label: t`Year` },
    { value: 'month', label: t`Month` },
  ] as const

type View = ReturnType<typeof views>[number]['value']

/** The last year, or a month, as a calendar: the more was done on a day, the stronger its square. */
export function CalendarSection({ exercise }: { readonly exercise: string | null }): ReactNode {
  const { today } = useDay()
  const [view, setView] = useState<View>('year')
  const [month, setMonth] = useState(today)
  const [selected, setSelected] = useState<LocalDate | null>(null)
  const days = view === 'year' ? daysOf('year', today, { from: today, to: today }) : monthOf(month)
  const known = sinceMonthOfLastYear(today)
  const asked = days.from < known.from ? days : known
  const figures = useQuery(figuresQuery(exercise, asked))
  const daily = figures.data?.daily
  const { from, to } = days
  const grid = useMemo(
    () => daily && gridOf(daily, { from, to }, exercise, firstWeekday()),
    [daily, from, to, exercise],
  )
  const Calendar = view === 'year' ? YearTable : MonthTable
  return (
    <Card aria-labelledby="calendar-title">
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <CardTitle id="calendar-title">{t`Calendar`}</CardTitle>
        <Segmented label={t`Calendar`} value={view} options={views()} onChange={setView} />
      </div>
      {view === 'month' ? <MonthSwitch month={days} today={today} onChange={setMonth} /> : null}
      {figures.isError && figures.data === undefined ? (
        <LoadError text={problemText(figures.error)} onRetry={() => void figures.refetch()} />
      ) : null}
      {figures.isPending ? <Spinner label={t`Drawing`} /> : null}
      {grid === undefined ? null : (
        <Calendar
          exercise={exercise}
          today={today}
          selected={selected}
          onSelect={setSelected}
          days={days}
          grid={grid}
        />
      )}
      <Legend />
      {selected === null ? null : <DayPanel day={selected} />}
    </Card>
  )
}

interface MonthSwitchProps {
  readonly month: Days
  readonly today: LocalDate
  readonly onChange: (day: LocalDate) => void
}

function MonthSwitch({ month: { from, to }, today, onChange }: MonthSwitchProps): ReactNode {
  return (
    <div className="mb-2 flex max-w-xl items-center justify-between">
      <IconButton label={t`The month before`} onClick={() => onChange(addDays(from, -1))}>
        <ChevronLeft aria-hidden className="size-5" />
      </IconButton>
      <p aria-live="polite" className="font-semibold">
        {monthName(from)}
      </p>
      <IconButton
        label={t`The month after`}
        disabled={to >= today}
        onClick={() => onChange(addDays(to, 1))}
      >
        <ChevronRight aria-hidden className="size-5" />
      </IconButton>
    </div>
  )
}

function Legend(): ReactNode {
  return (
    <p aria-hidden className="text-muted mt-2 flex items-center gap-1 text-xs">
      {t`Less`}
      {LEVELS.map((style) => (
        <span key={style} className={cn('size-3 rounded-[3px]', style)} />
      ))}
      {t`More`}
    </p>
  )
}
