import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useUnfinishedSets } from '../../hooks/use-unfinished-sets'
import type { PlanRun } from '../../plan/plan-run'
import { useInterruptedRun } from '../../plan/use-interrupted-run'
import { describeRun } from './interrupted-run-card'
import { nameSet, unfinishedTitle } from './unfinished-sets'
import { Alert } from '@/shared/ui/alert'
import { LinkButton } from '@/shared/ui/link-button'
import type { SetRecord } from '@/workouts/record/set-record'

/** Links back to an interrupted workout and interrupted sets. */
export function UnfinishedSetNotice(): ReactNode {
  const { known, records } = useUnfinishedSets()
  const found = useInterruptedRun()
  if (found === undefined || !known) return null
  const sets = records.filter(({ id, run_id = null }) =>
    found === null ? true : id !== found.record?.id && run_id !== found.run.id,
  )
  return (
    <>
      {found === null ? null : <UnfinishedWorkout run={found.run} />}
      {sets.length === 0 ? null : <UnfinishedSets records={sets} />}
    </>
  )
}

function UnfinishedSets({ records }: { readonly records: readonly SetRecord[] }): ReactNode {
  return (
    <div className="mb-6">
      <Alert
        tone="warning"
        title={unfinishedTitle(records.length)}
        actions={
          <LinkButton to={`/train/${records[0]?.exercise ?? ''}`} size="small">
            {plural(records.length, {
              one: 'Continue or save it',
              other: 'Continue or save them',
            })}
          </LinkButton>
        }
      >
        {records.map((record) => (
          <span key={record.id} className="block">
            {nameSet(record)}
          </span>
        ))}
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
