import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useGoals } from '../hooks/use-goals'
import { goalName, goalProgress } from '../lib/goal-words'
import { GoalRing } from './goal-ring'
import { problemText } from '@/account/problem-text'
import { LoadError } from '@/shared/ui/load-error'

/** The goals at a glance, for the home page. */
export function GoalRings(): ReactNode {
  const goals = useGoals()
  return (
    <section aria-labelledby="goals-title">
      <div className="mb-3 flex items-baseline justify-between">
        <h2 id="goals-title" className="text-lg font-bold tracking-tight">
          {t`Goals`}
        </h2>
        <Link
          to="/goals"
          className="tap text-accent-ink font-semibold underline underline-offset-4"
        >
          {goals.data?.length === 0 ? t`Set a goal` : t`All goals`}
        </Link>
      </div>
      {goals.isError && goals.data === undefined ? (
        <LoadError text={problemText(goals.error)} onRetry={() => void goals.refetch()} />
      ) : null}
      {goals.data?.length === 0 ? (
        <p className="text-muted">
          {t`Some reps a day or minutes a week: a ring here shows how far you are.`}
        </p>
      ) : null}
      <ul className="m-0 grid list-none grid-cols-1 gap-3 p-0 sm:grid-cols-2 lg:grid-cols-3">
        {(goals.data ?? []).map((goal) => (
          <li
            key={goal.id}
            className="border-line bg-surface flex items-center gap-4 rounded-2xl border p-4 max-[17rem]:flex-wrap"
          >
            <GoalRing goal={goal} />
            <p>
              <span className="block font-semibold">{goalName(goal)}</span>
              <span className="text-muted block text-sm">{goalProgress(goal)}</span>
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
