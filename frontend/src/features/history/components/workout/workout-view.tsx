import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useWithChanges } from '../../hooks/use-with-changes'
import { WorkoutActions } from '../editing/workout-actions'
import { ActivityDownloads } from './activity-downloads'
import { WorkoutDetails } from './workout-details'
import { problemText } from '@/account/problem-text'
import { ApiError } from '@/api/errors'
import type { DetailedWorkout, Workout } from '@/api/types'
import { dayName, timeOfDay } from '@/shared/lib/dates'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatCadence, formatCalories, formatClock, formatCount } from '@/shared/lib/format'
import { Card, CardTitle } from '@/shared/ui/card'
import { EmptyState } from '@/shared/ui/empty-state'
import { ExerciseIcon } from '@/shared/ui/exercise-icon'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import { Stat } from '@/shared/ui/stat'
import { workoutQuery } from '@/workouts/api/queries'
import { mainFigure } from '@/workouts/figures'
import { hardToSeeText, tooShallowText } from '@/workouts/record/left-out'
import { readDetails } from '@/workouts/record/set-details'
import { useDay } from '@/workouts/use-day'

interface WorkoutViewProps {
  readonly id: string
  readonly onDeleted: () => void
}

export function WorkoutView({ id, onDeleted }: WorkoutViewProps): ReactNode {
  const { data, error, refetch } = useQuery(workoutQuery(id))
  const [workout] = useWithChanges(data === undefined ? [] : [data])
  if (workout !== undefined) {
    return (
      <WorkoutPage workout={workout} onDeleted={onDeleted}>
        <ActivityDownloads workout={workout} />
      </WorkoutPage>
    )
  }
  if (error === null && data === undefined) return <Spinner label={t`Loading the set`} />
  if (error === null || (error instanceof ApiError && [404, 422].includes(error.status))) {
    return (
      <EmptyState
        icon={SearchX}
        title={t`There is no such set`}
        actions={<LinkButton to="/history">{t`To the history`}</LinkButton>}
      >
        {t`It may have been deleted.`}
      </EmptyState>
    )
  }
  return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
}

interface WorkoutPageProps {
  readonly workout: DetailedWorkout
  readonly onDeleted: () => void
  /** Parts that only a workout stored at the server has. */
  readonly children?: ReactNode
}

/** A workout with its details, whether or not it has been sent. */
export function WorkoutPage({ workout, onDeleted, children }: WorkoutPageProps): ReactNode {
  const { timeZone, today } = useDay()
  const { value, unit } = mainFigure(workout)
  const started = timeOfDay(new Date(workout.started_at), timeZone)
  return (
    <div className="flex flex-col gap-6">
      <Card tone="panel" aria-label={exerciseName(workout.exercise_type)}>
        <div className="flex items-start gap-4">
          <ExerciseIcon exercise={workout.exercise_type} className="text-accent size-10" />
          <div className="flex-1">
            <p className="text-xl font-bold tracking-tight">
              {exerciseName(workout.exercise_type)}
            </p>
            <p className="text-on-panel-muted first-letter:uppercase">
              {dayName(workout.local_date, today)}, {started}
            </p>
          </div>
        </div>
        <p className="text-accent mt-6 flex flex-wrap items-baseline gap-3">
          <span className="numeral text-[min(4.5rem,22vw)]">{value}</span>
          <span className="text-xl font-semibold">{unit}</span>
        </p>
        <dl className="m-0 mt-6 grid grid-cols-2 gap-6 sm:grid-cols-4">
          <Figures workout={workout} />
        </dl>
        <LeftOut workout={workout} />
      </Card>
      <div role="group" aria-label={t`This set`} className="-my-3 flex justify-end">
        <WorkoutActions workout={workout} onDeleted={onDeleted} />
      </div>
      {workout.note === null ? null : (
        <Card aria-labelledby="note-title">
          <CardTitle id="note-title">{t`Note`}</CardTitle>
          <p className="text-muted mt-1 break-words whitespace-pre-wrap">{workout.note}</p>
        </Card>
      )}
      <WorkoutDetails details={workout.details} exerciseType={workout.exercise_type} />
      {children}
    </div>
  )
}

/** What the camera saw and did not count, as far as its reasons can be relied on. */
function LeftOut({ workout }: { readonly workout: DetailedWorkout }): ReactNode {
  const { exercise_type, reps_count, counted_reps, details } = workout
  const { refused } = readDetails(details)
  const texts = [
    tooShallowText(exercise_type, refused),
    hardToSeeText(counted_reps ?? reps_count, refused),
  ]
  return (
    <p className="text-on-panel-muted mt-6 empty:hidden">
      {texts.filter((text) => text !== null).join(' ')}
    </p>
  )
}

function Figures({ workout }: { readonly workout: Workout }): ReactNode {
  const { exercise_type, reps_count, counted_reps, duration_seconds, calories_burned } = workout
  const paced = !isHold(exercise_type) && duration_seconds >= 1 && reps_count > 0
  return (
    <>
      {isHold(exercise_type) ? null : (
        <Stat label={t`Time`} value={formatClock(duration_seconds)} />
      )}
      {paced ? (
        <Stat label={t`Cadence`} value={formatCadence((reps_count / duration_seconds) * 60)} />
      ) : null}
      {calories_burned === null ? null : (
        <Stat label={t`Calories, estimated`} value={formatCalories(calories_burned)} />
      )}
      {counted_reps === null || counted_reps === reps_count ? null : (
        <Stat label={t`Camera counted`} value={formatCount(counted_reps)} />
      )}
    </>
  )
}
