import { t } from '@lingui/core/macro'
import { ArrowLeftRight, Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { SessionGate } from '../session-gate'
import { AddSetButton } from '@/features/history/components/editing/add-set-button'
import { HistoryFilters } from '@/features/history/components/list/history-filters'
import { WaitingWorkouts } from '@/features/history/components/list/waiting-workouts'
import { WorkoutList } from '@/features/history/components/list/workout-list'
import { historyFilter } from '@/features/history/lib/history-filter'
import { isReversed } from '@/features/history/lib/period'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'
import { WORKOUTS_KEY } from '@/workouts/api/keys'
import { ADD_PARAMETER, useExerciseFilter } from '@/workouts/exercise-filter'

export function Component(): ReactNode {
  // In the address, so that a filtered history can be revisited and shared.
  const [parameters, setParameters] = useSearchParams()
  const [exercise, chooseExercise] = useExerciseFilter()
  const filter = historyFilter(parameters, exercise)
  return (
    <>
      <PageHeader
        title={t`History`}
        lead={t`Every set you have done.`}
        actions={
          <>
            <AddSetButton
              exercise={exercise}
              isAsked={parameters.has(ADD_PARAMETER)}
              onClose={() =>
                setParameters(withoutAdding, { replace: true, preventScrollReset: true })
              }
            />
            <LinkButton to="/history/transfer" variant="secondary" size="small">
              <ArrowLeftRight aria-hidden className="size-4" />
              {t`Import and export`}
            </LinkButton>
          </>
        }
      />
      <WaitingWorkouts />
      <SessionGate
        shows={[WORKOUTS_KEY]}
        icon={Timer}
        title={t`Your history, on every device`}
        reason={t`With an account your sets are kept, and you can look back on them, correct them and filter them.`}
      >
        <HistoryFilters
          filter={filter}
          onChange={(next) => {
            chooseExercise(next.exercise_type ?? null)
            setParameters({ ...next }, { replace: true, preventScrollReset: true })
          }}
        />
        {isReversed(filter) ? null : <WorkoutList filter={filter} />}
      </SessionGate>
    </>
  )
}

/** Remove the parameter, so that a reload does not open the form again. */
function withoutAdding(parameters: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(parameters)
  next.delete(ADD_PARAMETER)
  return next
}
