import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useWithChanges } from '../../hooks/use-with-changes'
import { WorkoutRow } from './workout-row'
import { problemText } from '@/account/problem-text'
import type { Workout } from '@/api/types'
import { dayName, timeOfDay } from '@/shared/lib/dates'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import { LAST_SHOWN, lastWorkoutsQuery } from '@/workouts/api/queries'
import { useDay } from '@/workouts/use-day'

/** The newest workouts, as links. */
export function LastWorkouts({
  exercise = null,
}: {
  readonly exercise?: string | null
}): ReactNode {
  const filter = exercise === null ? {} : { exercise_type: exercise }
  const last = useQuery(lastWorkoutsQuery(LAST_SHOWN, filter))
  return (
    <section aria-labelledby="last-title">
      <div className="mb-3 flex items-baseline justify-between">
        <h2 id="last-title" className="text-lg font-bold tracking-tight">
          {t`Last sets`}
        </h2>
        <Link
          to="/history"
          className="tap text-accent-ink font-semibold underline underline-offset-4"
        >
          {t`All sets`}
        </Link>
      </div>
      {last.isPending ? <Spinner label={t`Loading your sets`} /> : null}
      {last.isError && last.data === undefined ? (
        <LoadError text={problemText(last.error)} onRetry={() => void last.refetch()} />
      ) : null}
      {last.data === undefined ? null : <Rows workouts={last.data.items} />}
    </section>
  )
}

function Rows({ workouts }: { readonly workouts: readonly Workout[] }): ReactNode {
  const { today, timeZone } = useDay()
  const shown = useWithChanges(workouts)
  if (shown.length === 0) {
    return <p className="text-muted">{t`Nothing yet: your first set is one tap away.`}</p>
  }
  return (
    <ul className="m-0 flex list-none flex-col gap-3 p-0">
      {shown.map((workout) => (
        <li key={workout.id}>
          <WorkoutRow
            workout={workout}
            when={`${dayName(workout.local_date, today)}, ${timeOfDay(new Date(workout.started_at), timeZone)}`}
            to={`/history/${workout.id}`}
          />
        </li>
      ))}
    </ul>
  )
}
