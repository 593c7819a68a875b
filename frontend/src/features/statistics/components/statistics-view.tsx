import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { type Figures, figuresQuery, statisticsQuery } from '../api/queries'
import { Bests } from './bests'
import { CalendarSection } from './calendar/calendar-section'
import { MonthSection } from './month-section'
import { Overview } from './overview'
import { RangeSection } from './range/range-section'
import { Records } from './records'
import { meQuery } from '@/account/me'
import { problemText } from '@/account/problem-text'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

interface StatisticsViewProps {
  /** Null for all together. */
  readonly exercise?: string | null
}

/** The statistics page: repetitions of one exercise; time, days, energy and sets of all together. */
export function StatisticsView({ exercise = null }: StatisticsViewProps): ReactNode {
  const all = useQuery(statisticsQuery())
  const figures = useQuery(figuresQuery(exercise))
  // When navigating back the page is complete at once, so that the scroll position can be restored.
  const [isReturn] = useState(all.data !== undefined && figures.data !== undefined)
  const failed = [all, figures].find(({ isError, data }) => isError && data === undefined)
  if (failed !== undefined) {
    return <LoadError text={problemText(failed.error)} onRetry={() => void failed.refetch()} />
  }
  if (all.data === undefined || figures.data === undefined) return <Spinner label={t`Adding up`} />
  if (all.data.totals.workouts === 0) return <NothingYet />
  return (
    <div className="flex flex-col gap-6">
      <Overview exercise={exercise} figures={figures.data} streak={all.data.streak} />
      <BelowTheFold exercise={exercise} figures={figures.data} atOnce={isReturn} />
    </div>
  )
}

interface BelowTheFoldProps {
  readonly exercise: string | null
  readonly figures: Figures
  readonly atOnce: boolean
}

/** Everything below the first screen: requested and rendered after that is shown. */
function BelowTheFold({ exercise, figures, atOnce }: BelowTheFoldProps): ReactNode {
  const isShown = useDeferredValue(true, atOnce)
  // Wait for the account's today: with the device's the days would be requested twice if the two differ.
  const { isLoading: isDayLoading } = useQuery(meQuery)
  if (!isShown || isDayLoading) return null
  return (
    <>
      <CalendarSection exercise={exercise} />
      <RangeSection exercise={exercise} />
      <MonthSection exercise={exercise} />
      {'records' in figures ? <Records {...figures} /> : <Bests bests={figures.bests} />}
    </>
  )
}

function NothingYet(): ReactNode {
  return (
    <EmptyState
      icon={ChartColumn}
      title={t`Nothing to add up yet`}
      actions={<LinkButton to="/train">{t`Start training`}</LinkButton>}
    >
      {t`After your first set you see totals, streaks and personal bests here.`}
    </EmptyState>
  )
}
