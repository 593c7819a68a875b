import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { Navigate, useNavigate, useParams } from 'react-router'
import { NoSuchPlan } from '../layout/not-found'
import { PlanEditor } from '@/features/train/components/plan/plan-editor'
import { useOwnPlans } from '@/features/train/plan/own-plans'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  const { plan: id } = useParams()
  const navigate = useNavigate()
  const plan = useOwnPlans(({ plans }) => plans.find((each) => each.id === id))
  // It is deleted while it is looked at: here, or in another tab.
  const [wasThere] = useState(plan !== undefined)
  if (id !== undefined && plan === undefined) {
    return wasThere ? <Navigate to="/train" replace /> : <NoSuchPlan />
  }
  return (
    <>
      <PageHeader
        title={plan === undefined ? t`New workout` : t`Change the workout`}
        back={{ to: '/train', label: t`Back to the exercises` }}
        lead={t`Sets in order, each with its target and the rest after it. It is kept on this device.`}
      />
      <PlanEditor
        plan={plan ?? null}
        onSaved={(saved) => void navigate(`/train/plan/${saved}`)}
        onRemoved={() => void navigate('/train')}
      />
    </>
  )
}
