import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { statisticsQuery } from '../../api/queries'
import { amountText, sideText } from '../../lib/figures'
import { problemText } from '@/account/problem-text'
import { type LocalDate, dayName } from '@/shared/lib/dates'
import { exerciseName } from '@/shared/lib/exercises'
import { LoadError } from '@/shared/ui/load-error'
import { useDay } from '@/workouts/use-day'

/** The totals per exercise of the day selected in a calendar. */
export function DayPanel({ day }: { readonly day: LocalDate }): ReactNode {
  const { today } = useDay()
  const { data, error, refetch } = useQuery(statisticsQuery({ from: day, to: day }))
  return (
    <section
      aria-label={t`The chosen day`}
      aria-live="polite"
      className="border-line mt-4 border-t pt-4"
    >
      <h3 className="font-semibold">{dayName(day, today)}</h3>
      {error !== null && data === undefined ? (
        <LoadError text={problemText(error)} onRetry={() => void refetch()} />
      ) : null}
      {data?.by_exercise.length === 0 ? <p className="text-muted mt-1">{t`No sets.`}</p> : null}
      <ul className="m-0 mt-1 list-none p-0">
        {data?.by_exercise.map((each) => (
          <li key={each.exercise_type} className="flex flex-wrap justify-between gap-x-4 py-1">
            <span>{exerciseName(each.exercise_type)}</span>
            <span className="text-muted">
              {amountText(each.exercise_type, each)} · {sideText(each.exercise_type, each)}
            </span>
          </li>
        ))}
      </ul>
      {data === undefined || data.by_exercise.length === 0 ? null : (
        <Link
          to={`/history?from=${day}&to=${day}`}
          className="text-accent-ink mt-2 inline-block font-semibold underline underline-offset-4"
        >
          {t`Sets of this day`}
        </Link>
      )}
    </section>
  )
}
