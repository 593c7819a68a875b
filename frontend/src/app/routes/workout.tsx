import { Timer } from 'lucide-react'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { SessionGate } from '../session-gate'
import { WorkoutView } from '@/features/history/components/workout-view'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  const { id = '' } = useParams()
  const navigate = useNavigate()
  return (
    <>
      <PageHeader title="Workout" />
      <SessionGate
        icon={Timer}
        title="This workout belongs to an account"
        reason="Sign in to see it."
      >
        <WorkoutView id={id} onDeleted={() => void navigate('/history', { replace: true })} />
      </SessionGate>
    </>
  )
}
