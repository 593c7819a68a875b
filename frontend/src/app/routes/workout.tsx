import { t } from '@lingui/core/macro'
import { Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { SessionGate } from '../session-gate'
import { WorkoutPage, WorkoutView } from '@/features/history/components/workout/workout-view'
import { useUnsentWorkout } from '@/features/history/hooks/use-unsent-workout'
import { PageHeader } from '@/shared/ui/page-header'
import { WORKOUTS_KEY } from '@/workouts/api/keys'

export function Component(): ReactNode {
  const { id = '' } = useParams()
  const navigate = useNavigate()
  const unsent = useUnsentWorkout(id)
  const toHistory = (): void => void navigate('/history', { replace: true })
  return (
    <>
      <PageHeader title={t`Set`} back={{ to: '/history', label: t`Back to the history` }} />
      {unsent === undefined ? (
        <SessionGate
          shows={[WORKOUTS_KEY]}
          icon={Timer}
          title={t`This set belongs to an account`}
          reason={t`Sign in to see it.`}
        >
          <WorkoutView id={id} onDeleted={toHistory} />
        </SessionGate>
      ) : (
        <WorkoutPage workout={unsent} onDeleted={toHistory} />
      )}
    </>
  )
}
