import { useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import type { ReactNode } from 'react'
import { statisticsQuery } from '../api/queries'
import { Bests } from './bests'
import { Overview } from './overview'
import { RangeSection } from './range-section'
import { YearSection } from './year-section'
import { problemText } from '@/account/problem-text'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

/** Everything that the workouts add up to. */
export function StatisticsView(): ReactNode {
  const { data, isPending, isError, error, refetch } = useQuery(statisticsQuery())
  if (isPending) return <Spinner label="Adding up" />
  if (isError) return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  if (data.totals.workouts === 0) return <NothingYet />
  return (
    <div className="flex flex-col gap-6">
      <Overview statistics={data} />
      <YearSection />
      <RangeSection />
      <Bests bests={data.bests} />
    </div>
  )
}

function NothingYet(): ReactNode {
  return (
    <EmptyState
      icon={ChartColumn}
      title="Nothing to add up yet"
      actions={<LinkButton to="/train">Start training</LinkButton>}
    >
      After your first workout you see totals, streaks and personal bests here.
    </EmptyState>
  )
}
