import { t } from '@lingui/core/macro'
import { Target } from 'lucide-react'
import type { ReactNode } from 'react'
import { SessionGate } from '../session-gate'
import { GoalsView } from '@/features/goals/components/goals-view'
import { NextMilestones } from '@/features/statistics/components/next-milestones'
import { PageHeader } from '@/shared/ui/page-header'
import { GOALS_KEY } from '@/workouts/api/keys'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title={t`Goals`} lead={t`A number of reps or minutes, each day or each week.`} />
      <SessionGate
        shows={[GOALS_KEY]}
        icon={Target}
        title={t`Goals need an account`}
        reason={t`With an account you can set goals, and see on your home page how far you are.`}
      >
        <GoalsView />
        <NextMilestones />
      </SessionGate>
    </>
  )
}
