import { t } from '@lingui/core/macro'
import { ChevronRight, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useOwnPlans } from '../../plan/own-plans'
import { planSummary } from '../../plan/plan-words'
import { readyMadePlans } from '../../plan/ready-made-plans'
import { ExerciseIcon } from '@/shared/ui/exercise-icon'
import { LinkButton } from '@/shared/ui/link-button'
import type { Plan } from '@/workouts/plan'

/** The plans to choose from, the user's own first. */
export function PlanList(): ReactNode {
  const own = useOwnPlans(({ plans }) => plans)
  return (
    <section aria-labelledby="plans-title" className="mt-10">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
        <h2 id="plans-title" className="scroll-mt-20 text-2xl font-extrabold tracking-tight">
          {t`Workouts`}
        </h2>
        <LinkButton to="/train/plans/new" variant="secondary" size="small">
          <Plus aria-hidden className="size-4" />
          {t`New workout`}
        </LinkButton>
      </div>
      <ul className="m-0 grid list-none grid-cols-1 gap-3 p-0 sm:grid-cols-2 lg:grid-cols-3">
        {[...own, ...readyMadePlans()].map((plan) => (
          <li key={plan.id}>
            <PlanCard plan={plan} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function PlanCard({ plan }: { readonly plan: Plan }): ReactNode {
  return (
    <Link
      to={`/train/plan/${plan.id}`}
      className="group rounded-card border-line bg-surface hover:border-line-strong flex h-full items-center gap-3 border p-4"
    >
      <span className="bg-accent-soft text-accent-ink inline-flex size-12 shrink-0 items-center justify-center rounded-2xl max-[17rem]:hidden">
        <ExerciseIcon exercise={plan.steps[0]?.exercise ?? 'push-up'} className="size-7" />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-bold break-words">{plan.name}</span>
        <span className="text-muted block text-sm">{planSummary(plan)}</span>
      </span>
      <ChevronRight
        aria-hidden
        className="text-muted size-5 shrink-0 transition-transform group-hover:translate-x-0.5"
      />
    </Link>
  )
}
