import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Navigate, useParams } from 'react-router'
import { NoSuchPlan } from '../layout/not-found'
import { useStanding } from '../use-standing'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { PlanPage } from '@/features/train/components/plan/plan-page'
import { useOwnPlans, usePlan } from '@/features/train/plan/own-plans'
import { AloneOnScreen } from '@/shared/ui/alone-on-screen'

export function Component(): ReactNode {
  const { plan: id = '' } = useParams()
  const status = useSession((state) => state.status)
  const { data: me } = useQuery({ ...meQuery, enabled: status === 'signed-in' })
  const standing = useStanding()
  const userId = useSession((state) => state.userId)
  const found = usePlan(id)
  const [first] = useState({ plan: found, userId })
  // A session may end in the middle of the workout, which goes on without its plan being shown to others.
  const plan = found ?? (userId === first.userId ? undefined : first.plan)
  const isOwn = useOwnPlans(({ plans }) => plans.some((each) => each.id === id))
  // It may be deleted in another tab while it is looked at.
  if (plan === undefined && first.plan !== undefined) return <Navigate to="/train" replace />
  if (plan === undefined) {
    return (
      <AloneOnScreen>
        <NoSuchPlan />
      </AloneOnScreen>
    )
  }
  const trainee = { weightKg: me?.weight_kg ?? null, timeZone: me?.time_zone ?? null }
  return (
    <PlanPage
      key={plan.id}
      plan={plan}
      isOwn={isOwn}
      trainee={trainee}
      standing={standing}
      signedIn={status !== 'guest'}
    />
  )
}
