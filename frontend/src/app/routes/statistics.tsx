import { t } from '@lingui/core/macro'
import { ChartColumn } from 'lucide-react'
import type { ReactNode } from 'react'
import { SessionGate } from '../session-gate'
import { useSession } from '@/account/use-session'
import { StatisticsView } from '@/features/statistics/components/statistics-view'
import { PageHeader } from '@/shared/ui/page-header'
import { STATISTICS_KEY } from '@/workouts/api/keys'
import { ExerciseFilterSelect } from '@/workouts/components/exercise-filter-select'
import { useExerciseFilter } from '@/workouts/exercise-filter'

export function Component(): ReactNode {
  const [exercise] = useExerciseFilter()
  const signedIn = useSession(({ status }) => status !== 'guest')
  return (
    <>
      <PageHeader
        title={t`Statistics`}
        lead={t`What it all adds up to.`}
        actions={signedIn ? <ExerciseFilterSelect /> : undefined}
      />
      <SessionGate
        shows={[STATISTICS_KEY]}
        icon={ChartColumn}
        title={t`See what it adds up to`}
        reason={t`With an account you get totals, streaks, personal bests and a chart of your days.`}
      >
        <StatisticsView exercise={exercise} />
      </SessionGate>
    </>
  )
}
