import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { ChartColumn } from 'lucide-react'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { type Figures, figuresQuery, statisticsQuery } from '../api/queries'
import { Bests } from './bests'
import { CalendarSection } from './calendar-section'
import { MonthSection } from './month-section'
import { Overview } from './overview'
import { RangeSection } from './range-section'
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

/** Everything that the workouts add up to: repetitions of one exercise, of all together time, days, energy and sets. */
export function StatisticsView({ exercise = null }: StatisticsViewProps): ReactNode {
  const all = useQuery(statisticsQuery())
  const figures = useQuery(figuresQuery(exercise))
  // Who comes back finds the page whole, and his place in it.
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
      <Rest exercise={exercise} figures={figures.data} atOnce={isReturn} />
    </div>
  )
}

interface RestProps {
  readonly exercise: string | null
  readonly figures: Figures
  readonly atOnce: boolean
}

/** What stands below the first screen: drawn and asked for once that shows. */
function Rest({ exercise, figures, atOnce }: RestProps): ReactNode {
  const isShown = useDeferredValue(true, atOnce)
  // Today is the account's: asked for by the device's, where the two differ, the days would come twice.
  const { isLoading: isDayOnItsWay } = useQuery(meQuery)
  if (!isShown || isDayOnItsWay) return null
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
      {t`After your first workout you see totals, streaks and personal bests here.`}
    </EmptyState>
  )
}
