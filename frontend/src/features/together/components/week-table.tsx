import { plural, t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { weekQuery } from '../api/together'
import { amountText } from '../lib/together-words'
import { Named } from './named'
import { problemText } from '@/account/problem-text'
import type { ExerciseOfWeek, WeekTogether } from '@/api/types'
import { shortDay } from '@/shared/lib/dates'
import { exerciseName } from '@/shared/lib/exercises'
import { Card, CardTitle } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

interface Row {
  readonly username: string
  readonly is_you: boolean
}

/** The week per exercise, since repetitions do not add up across exercises. */
export function WeekTable(): ReactNode {
  const { data: week, error, refetch } = useQuery(weekQuery)
  return (
    <Card aria-labelledby="week-title" className="flex flex-col gap-4">
      <CardTitle id="week-title">
        {t`This week`}{' '}
        {week === undefined ? null : (
          <span className="text-muted ms-2 text-sm font-medium">
            {`${shortDay(week.first)} – ${shortDay(week.last)}`}
          </span>
        )}
      </CardTitle>
      {week === undefined && error === null ? <Spinner label={t`Loading`} /> : null}
      {error === null ? null : (
        <LoadError text={problemText(error)} onRetry={() => void refetch()} />
      )}
      {week === undefined ? null : <Week week={week} />}
    </Card>
  )
}

function Week({ week: { people, exercises } }: { readonly week: WeekTogether }): ReactNode {
  return (
    <>
      <Rows
        title={t`Days with training`}
        rows={people}
        cell={({ days }) => plural(days, { one: '# day', other: '# days' })}
      />
      {people.length > 1 ? null : (
        <p className="text-muted">{t`People you follow appear here beside you, as far as they share it.`}</p>
      )}
      {exercises.map((each) => (
        <Exercise key={each.exercise_type} exercise={each} />
      ))}
    </>
  )
}

function Exercise({ exercise }: { readonly exercise: ExerciseOfWeek }): ReactNode {
  const { exercise_type, kind, rows } = exercise
  return (
    <Rows
      title={exerciseName(exercise_type)}
      rows={rows}
      cell={({ amount }) => amountText(exercise_type, kind, amount) || t`Trained`}
    />
  )
}

interface RowsProps<Each> {
  readonly title: string
  readonly rows: readonly Each[]
  readonly cell: (row: Each) => string
}

function Rows<Each extends Row>({ title, rows, cell }: RowsProps<Each>): ReactNode {
  return (
    <table className="w-full border-collapse">
      <caption className="text-start font-semibold">{title}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.username} className="border-line border-b last:border-0">
            <th scope="row" translate="no" className="py-1.5 text-start font-normal wrap-anywhere">
              <Named person={row} />
            </th>
            <td className="py-1.5 ps-4 text-end whitespace-nowrap tabular-nums">{cell(row)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
