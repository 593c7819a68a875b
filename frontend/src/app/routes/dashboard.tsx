import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Celebration, UnfinishedSet, WaitingWorkouts } from '../dashboard/deferred-notices'
import { GuestWelcome } from '../dashboard/guest-welcome'
import { StartButtons } from '../dashboard/start-buttons'
import { AsLastSeen } from '../layout/as-last-seen'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { GoalRings } from '@/features/goals/components/goal-rings'
import { LastWorkouts } from '@/features/history/components/list/last-workouts'
import { TodayPanel } from '@/features/statistics/components/today-panel'
import { PageHeader } from '@/shared/ui/page-header'
import { GOALS_KEY, STATISTICS_KEY, WORKOUTS_KEY } from '@/workouts/api/keys'
import { ExerciseFilterSelect } from '@/workouts/components/exercise-filter-select'
import { useExerciseFilter } from '@/workouts/exercise-filter'

export function Component(): ReactNode {
  const status = useSession((state) => state.status)
  const signedIn = status === 'signed-in'
  const [exercise] = useExerciseFilter()
  const { data: me } = useQuery({ ...meQuery, enabled: signedIn })

  if (status === 'guest') {
    return (
      <>
        <PageHeader
          title={t`Your training partner with a good eye`}
          lead={t`Prop up your phone or laptop and start. The camera counts, you train.`}
        />
        <UnfinishedSet />
        <div className="flex flex-col gap-6">
          <StartButtons />
          <WaitingWorkouts />
          <GuestWelcome />
        </div>
      </>
    )
  }
  return (
    <>
      <PageHeader
        title={me === undefined ? t`Hello` : t`Hello, ${me.display_name}`}
        actions={<ExerciseFilterSelect />}
      />
      <UnfinishedSet />
      <div className="flex flex-col gap-6">
        <AsLastSeen of={[STATISTICS_KEY, GOALS_KEY, WORKOUTS_KEY]} />
        <Celebration />
        <TodayPanel exercise={exercise} />
        <StartButtons />
        <WaitingWorkouts />
        <GoalRings />
        <LastWorkouts exercise={exercise} />
      </div>
    </>
  )
}
