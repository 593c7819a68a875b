import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ExerciseStatistics } from '@/api/types'
import { dayName } from '@/shared/lib/dates'
import { repsWord } from '@/shared/lib/exercises'
import { countOf, formatClock, formatCount } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { useDay } from '@/workouts/use-day'

type DatedRecord = ExerciseStatistics['records'][number]

const NAMES: Readonly<Record<DatedRecord['record'], string>> = {
  most_reps_in_a_set: 'Best set',
  most_reps_in_a_day: 'Best day',
  longest_set_seconds: 'Longest set',
  longest_run: 'Longest run without a trip',
  best_cadence_per_minute: 'Highest tempo',
}

/** The records of an exercise, each with the day on which it was first reached. */
export function Records({
  records,
  exercise_type: exercise,
}: Pick<ExerciseStatistics, 'records' | 'exercise_type'>): ReactNode {
  const { today } = useDay()
  return (
    <Card aria-labelledby="records-title">
      <CardTitle id="records-title" className="mb-1">
        Records
      </CardTitle>
      {records.length === 0 ? <p className="text-muted">None yet.</p> : null}
      <ul className="m-0 list-none p-0">
        {records.map(({ record, value, local_date }) => (
          <li
            key={record}
            className="border-line flex flex-wrap items-baseline justify-between gap-x-4 border-b py-3 last:border-0"
          >
            <span className="font-semibold">{NAMES[record]}</span>
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
  if (record === 'best_cadence_per_minute') return `${formatCount(value)} per minute`
  return countOf(value, repsWord(exercise, 1))
}
