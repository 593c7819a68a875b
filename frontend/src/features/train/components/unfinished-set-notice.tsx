import type { ReactNode } from 'react'
import { useUnfinishedSet } from '../hooks/use-unfinished-set'
import { EXERCISE_GUIDES } from '../lib/exercise-guide'
import { describeSet } from './unfinished-set-card'
import { Alert } from '@/shared/ui/alert'
import { LinkButton } from '@/shared/ui/link-button'

/** Leads back to a set that was broken off, from wherever the person looks first. */
export function UnfinishedSetNotice(): ReactNode {
  const { known, record } = useUnfinishedSet()
  if (!known || record === null) return null
  return (
    <div className="mb-6">
      <Alert
        tone="warning"
        title="Your last set is not finished"
        actions={
          <LinkButton to={`/train/${record.exercise}`} size="small">
            Continue or save it
          </LinkButton>
        }
      >
        {EXERCISE_GUIDES[record.exercise].name}: {describeSet(record)}
      </Alert>
    </div>
  )
}
