import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { type ReactNode, useDeferredValue, useMemo, useState } from 'react'
import { figuresQuery } from '../../api/queries'
import type { Day } from '../../lib/figures'
import { type Days, daysOf, monthOf, sinceMonthOfLastYear } from '../../lib/ranges'
import { type Grid, gridOf } from '../../lib/year-grid'
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

/** The last year, or a month, as a calendar: the more was done on a day, the stronger its colour. */
export function CalendarSection({ exercise }: { readonly exercise: string | null }): ReactNode {
  const { today } = useDay()
  const [view, setView] = useState<View>('year')
  const [month, setMonth] = useState(today)
  const [selected, setSelected] = useState<LocalDate | null>(null)
  const days = view === 'year' ? daysOf('year', today, { from: today, to: today }) : monthOf(month)
  const known = sinceMonthOfLastYear(today)
  const asked = days.from < known.from ? days : known
  const figures = useQuery(figuresQuery(exercise, asked))
  const drawn = useDrawn(figures.data?.daily, days, exercise, view)
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
      {drawn === undefined && !figures.isError ? <Spinner label={t`Drawing`} /> : null}
      {drawn === undefined ? null : (
        <drawn.Calendar
          exercise={drawn.exercise}
          days={drawn.days}
          grid={drawn.grid}
          today={today}
          selected={selected}
          onSelect={setSelected}
        />
      )}
      <Legend />
      {selected === null ? null : <DayPanel day={selected} />}
    </Card>
  )
}

const CALENDARS = { year: YearTable, month: MonthTable }

interface Drawn {
  readonly Calendar: (typeof CALENDARS)[View]
  readonly exercise: string | null
  readonly days: Days
  readonly grid: Grid
}

/** Defers rendering hundreds of days, so that nothing else waits for them. All of it changes together. */
function useDrawn(
  daily: readonly Day[] | undefined,
  { from, to }: Days,
  exercise: string | null,
  view: View,
): Drawn | undefined {
  const now = useMemo(
    () => daily && { daily, exercise, view, days: { from, to } },
    [daily, exercise, view, from, to],
  )
  const shown = useDeferredValue(now)
  return useMemo(() => {
    if (shown === undefined) return undefined
    const grid = gridOf(shown.daily, shown.days, shown.exercise, firstWeekday())
    return { Calendar: CALENDARS[shown.view], exercise: shown.exercise, days: shown.days, grid }
  }, [shown])
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
