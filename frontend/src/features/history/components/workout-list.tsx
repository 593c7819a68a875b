import { useInfiniteQuery } from '@tanstack/react-query'
import { Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { workoutListQuery } from '../api/queries'
import { groupByDay } from './group-by-day'
import { WorkoutActions } from './workout-actions'
import { WorkoutRow } from './workout-row'
import { problemText } from '@/api/problem-text'
import type { Workout } from '@/api/types'
import { type Day, useDay } from '@/api/use-day'
import type { WorkoutFilter } from '@/api/workouts'
import { dayName, timeOfDay } from '@/shared/lib/dates'
import { Button } from '@/shared/ui/button'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

export function WorkoutList({ filter }: { readonly filter: WorkoutFilter }): ReactNode {
  const list = useInfiniteQuery(workoutListQuery(filter))
  const day = useDay()

  if (list.isPending) return <Spinner label="Loading your workouts" />
  if (list.isError && list.data === undefined) {
    return <LoadError text={problemText(list.error)} onRetry={() => void list.refetch()} />
  }
  const workouts = list.data.pages.flatMap((page) => page.items)
  if (workouts.length === 0) return <NoWorkouts filtered={Object.keys(filter).length > 0} />

  return (
    <>
      {groupByDay(workouts).map(([date, ofDay]) => (
        <section key={date} aria-labelledby={`day-${date}`} className="mb-8">
          <h2 id={`day-${date}`} className="mb-3 text-lg font-bold tracking-tight">
            {dayName(date, day.today)}
          </h2>
          <ul className="m-0 flex list-none flex-col gap-3 p-0">
            {ofDay.map((workout) => (
              <li key={workout.id}>
                <HistoryRow workout={workout} day={day} />
              </li>
            ))}
          </ul>
        </section>
      ))}
      {list.hasNextPage ? (
        <div className="flex justify-center">
          <Button
            variant="secondary"
            busy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      ) : null}
    </>
  )
}

function HistoryRow({ workout, day }: { readonly workout: Workout; readonly day: Day }): ReactNode {
  return (
    <WorkoutRow
      workout={workout}
      when={timeOfDay(new Date(workout.started_at), day.timeZone)}
      note={workout.note}
      to={`/history/${workout.id}`}
      actions={<WorkoutActions workout={workout} />}
    />
  )
}

function NoWorkouts({ filtered }: { readonly filtered: boolean }): ReactNode {
  if (filtered) {
    return (
      <EmptyState icon={Timer} title="No workout fits">
        Try another exercise or a longer time.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Timer}
      title="No workouts yet"
      actions={<LinkButton to="/train">Start training</LinkButton>}
    >
      Your first set will show up here, with its count and time.
    </EmptyState>
  )
}
