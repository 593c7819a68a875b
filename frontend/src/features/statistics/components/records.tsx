import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ExerciseStatistics } from '@/api/types'
import { dayName } from '@/shared/lib/dates'
import { repsText } from '@/shared/lib/exercises'
import { formatCadence, formatClock } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { useDay } from '@/workouts/use-day'

type DatedRecord = ExerciseStatistics['records'][number]

const names = (): Readonly<Record<DatedRecord['record'], string>> => ({
  most_reps_in_a_set: t`Best set`,
  most_reps_in_a_day: t`Best day`,
  longest_set_seconds: t`Longest set`,
  longest_run: t`Longest run without a trip`,
  best_cadence_per_minute: t`Highest cadence`,
})

/** An exercise's records, each with the day it was first reached. */
export function Records({
  records,
  exercise_type: exercise,
}: Pick<ExerciseStatistics, 'records' | 'exercise_type'>): ReactNode {
  const { today } = useDay()
  return (
    <Card aria-labelledby="records-title">
      <CardTitle id="records-title" className="mb-1">
        {t`Records`}
      </CardTitle>
      {records.length === 0 ? <p className="text-muted">{t`None yet.`}</p> : null}
      <ul className="m-0 list-none p-0">
        {records.map(({ record, value, local_date }) => (
          <li
            key={record}
            className="border-line flex flex-wrap items-baseline justify-between gap-x-4 border-b py-3 last:border-0"
          >
            <span className="font-semibold">{names()[record]}</span>
            <span className="tabular-nums">{valueText(record, value, exercise)}</span>
            <Link
              to={`/history?exercise_type=${exercise}&from=${local_date}&to=${local_date}`}
              className="text-accent-ink w-full text-sm underline underline-offset-4"
            >
              {dayName(local_date, today)}
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  )
}

function valueText(record: DatedRecord['record'], value: number, exercise: string): string {
  if (record === 'longest_set_seconds') return formatClock(value)
  if (record === 'best_cadence_per_minute') return formatCadence(value)
  return repsText(exercise, value)
}
