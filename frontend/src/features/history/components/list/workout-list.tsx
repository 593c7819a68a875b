import { t } from '@lingui/core/macro'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Timer } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useWithChanges } from '../../hooks/use-with-changes'
import { groupByDay } from '../../lib/group-by-day'
import { NextPage } from './next-page'
import { SelectionBar } from './selection-bar'
import { WorkoutDays } from './workout-days'
import { problemText } from '@/account/problem-text'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'
import type { WorkoutFilter } from '@/workouts/api/calls'
import { LAST_SHOWN, lastWorkoutsQuery, workoutListQuery } from '@/workouts/api/queries'

export function WorkoutList({ filter }: { readonly filter: WorkoutFilter }): ReactNode {
  const list = useInfiniteQuery(workoutListQuery(filter))
  const [chosen, setChosen] = useState<ReadonlySet<string> | null>(null)
  const workouts = useWithChanges(list.data?.pages.flatMap((page) => page.items) ?? [])

  if (list.data === undefined) {
    return (
      <>
        {list.isError ? (
          <LoadError text={problemText(list.error)} onRetry={() => void list.refetch()} />
        ) : (
          <Spinner label={t`Loading your sets`} />
        )}
        <SeenAtHome filter={filter} />
      </>
    )
  }
  if (workouts.length === 0 && !list.hasNextPage) {
    return <NoWorkouts filtered={Object.keys(filter).length > 0} />
  }
  const toggle = (id: string): void => {
    setChosen((before) => toggled(before ?? new Set(), id))
  }
  return (
    <>
      <SelectionBar
        selected={chosen && workouts.filter(({ id }) => chosen.has(id))}
        onStart={() => setChosen(new Set())}
        onEnd={() => setChosen(null)}
      />
      <WorkoutDays days={groupByDay(workouts)} chosen={chosen} onToggle={toggle} />
      {list.isFetchNextPageError ? (
        <LoadError text={problemText(list.error)} onRetry={() => void list.fetchNextPage()} />
      ) : null}
      {list.hasNextPage && !list.isFetchNextPageError ? (
        <NextPage busy={list.isFetchingNextPage} onNext={() => void list.fetchNextPage()} />
      ) : null}
    </>
  )
}

/** The few newest workouts, cached by the home page, until the list arrives; without a network it does not. */
function SeenAtHome({ filter }: { readonly filter: WorkoutFilter }): ReactNode {
  const { data } = useQuery({ ...lastWorkoutsQuery(LAST_SHOWN, filter), enabled: false })
  const workouts = useWithChanges(data?.items ?? [])
  if (workouts.length === 0) return null
  return (
    <div className="mt-6">
      <WorkoutDays days={groupByDay(workouts)} chosen={null} onToggle={() => undefined} />
    </div>
  )
}

function toggled(chosen: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(chosen)
  if (!next.delete(id)) next.add(id)
  return next
}

function NoWorkouts({ filtered }: { readonly filtered: boolean }): ReactNode {
  if (filtered) {
    return (
      <EmptyState icon={Timer} title={t`No matching sets`}>
        {t`Try another exercise or a longer period.`}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Timer}
      title={t`No sets yet`}
      actions={<LinkButton to="/train">{t`Start training`}</LinkButton>}
    >
      {t`Your first set will show up here, with its count and time.`}
    </EmptyState>
  )
}
