import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useUnfinishedSet } from '../../hooks/use-unfinished-set'
import { exerciseGuide } from '../../lib/exercise-guide'
import type { PlanRun } from '../../plan/plan-run'
import { useInterruptedRun } from '../../plan/use-interrupted-run'
import { describeRun } from './interrupted-run-card'
import { describeSet } from './unfinished-set-card'
import { Alert } from '@/shared/ui/alert'
import { LinkButton } from '@/shared/ui/link-button'

/** Links back to an interrupted workout or set. */
export function UnfinishedSetNotice(): ReactNode {
  const { known, record } = useUnfinishedSet()
  const run = useInterruptedRun()
  if (run === undefined) return null
  if (run !== null) return <UnfinishedWorkout run={run} />
  if (!known || record === null) return null
  return (
    <div className="mb-6">
      <Alert
        tone="warning"
        title={t`Your last set is not finished`}
        actions={
          <LinkButton to={`/train/${record.exercise}`} size="small">
            {t`Continue or save it`}
          </LinkButton>
        }
      >
        {exerciseGuide(record.exercise).name}: {describeSet(record)}
      </Alert>
    </div>
  )
}

function UnfinishedWorkout({ run }: { readonly run: PlanRun }): ReactNode {
  return (
    <div className="mb-6">
      <Alert
        tone="warning"
        title={t`Your last workout is not finished`}
        actions={
          <LinkButton to={`/train/plan/${run.plan.id}`} size="small">
            {t`Continue or finish it`}
          </LinkButton>
        }
      >
        {run.plan.name}: {describeRun(run)}
      </Alert>
    </div>
  )
}
