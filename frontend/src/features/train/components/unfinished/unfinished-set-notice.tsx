import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useUnfinishedSets } from '../../hooks/use-unfinished-sets'
import type { Training } from '../../plan/training'
import { useInterruptedTraining } from '../../plan/use-interrupted-training'
import { describeTraining } from './interrupted-training-card'
import { nameSet, unfinishedTitle } from './unfinished-sets'
import { Alert } from '@/shared/ui/alert'
import { LinkButton } from '@/shared/ui/link-button'
import type { SetRecord } from '@/workouts/record/set-record'

/** Links back to an interrupted workout and interrupted sets. */
export function UnfinishedSetNotice(): ReactNode {
  const { known, records } = useUnfinishedSets()
  const found = useInterruptedTraining()
  if (found === undefined || !known) return null
  const sets = records.filter(
    ({ id, training_id = null }) =>
      found === null || (id !== found.record?.id && training_id !== found.training.id),
  )
  return (
    <>
      {found === null ? null : <UnfinishedWorkout training={found.training} />}
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

function UnfinishedWorkout({ training }: { readonly training: Training }): ReactNode {
  return (
    <div className="mb-6">
      <Alert
        tone="warning"
        title={t`Your last workout is not finished`}
        actions={
          <LinkButton to={`/train/plan/${training.plan.id}`} size="small">
            {t`Continue or finish it`}
          </LinkButton>
        }
      >
        {training.plan.name}: {describeTraining(training)}
      </Alert>
    </div>
  )
}
