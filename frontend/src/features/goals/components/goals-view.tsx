import { t } from '@lingui/core/macro'
import { Pencil, Target, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useChangeGoal } from '../hooks/use-change-goal'
import { useGoals } from '../hooks/use-goals'
import { goalAim, goalName, goalProgress } from '../lib/goal-words'
import { GoalForm } from './goal-form'
import { GoalRing } from './goal-ring'
import { TargetDialog } from './target-dialog'
import { problemText } from '@/account/problem-text'
import type { Goal } from '@/api/types'
import { focusHeading } from '@/shared/lib/browser/focus-heading'
import { toast } from '@/shared/lib/toasts'
import { Card, CardTitle } from '@/shared/ui/card'
import { EmptyState } from '@/shared/ui/empty-state'
import { IconButton } from '@/shared/ui/icon-button'
import { LoadError } from '@/shared/ui/load-error'
import { Spinner } from '@/shared/ui/spinner'

/** All goals, which can be changed and deleted, and a form to add one. */
export function GoalsView(): ReactNode {
  const { data: goals, error, refetch } = useGoals()
  if (goals === undefined) {
    if (error === null) return <Spinner label={t`Loading your goals`} />
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  return (
    <div className="flex flex-col gap-6">
      {goals.length === 0 ? (
        <EmptyState icon={Target} title={t`No goals yet`}>
          {t`Little and often works best: start with what you would do on a bad day.`}
        </EmptyState>
      ) : (
        <ul className="m-0 grid list-none grid-cols-1 gap-3 p-0 lg:grid-cols-2">
          {goals.map((goal) => (
            <li key={goal.id}>
              <GoalRow goal={goal} />
            </li>
          ))}
        </ul>
      )}
      <Card aria-labelledby="new-goal-title">
        <CardTitle id="new-goal-title" className="mb-4">
          {t`A new goal`}
        </CardTitle>
        <GoalForm />
      </Card>
    </div>
  )
}

function GoalRow({ goal }: { readonly goal: Goal }): ReactNode {
  const [editing, setEditing] = useState(false)
  const deletion = useDeletion(goal)
  const what = `${goalName(goal)}, ${goalAim(goal)}`
  return (
    <div className="border-line bg-surface flex flex-wrap items-center gap-4 rounded-2xl border p-4">
      <GoalRing goal={goal} />
      <div className="min-w-28 flex-1">
        <h2 className="font-semibold">{goalName(goal)}</h2>
        <p className="text-muted text-sm">{goalAim(goal)}</p>
        <p className="text-sm">{goalProgress(goal)}</p>
      </div>
      <div className="ms-auto -me-2 flex shrink-0">
        <IconButton label={t`Change ${what}`} onClick={() => setEditing(true)}>
          <Pencil aria-hidden className="size-4.5" />
        </IconButton>
        <IconButton
          label={t`Delete ${what}`}
          disabled={deletion.isPending}
          onClick={() => deletion.mutate()}
        >
          <Trash2 aria-hidden className="size-4.5" />
        </IconButton>
      </div>
      {editing ? <TargetDialog goal={goal} onClose={() => setEditing(false)} /> : null}
    </div>
  )
}

/** Deletes a goal and offers to undo that. */
function useDeletion(goal: Goal): { isPending: boolean; mutate: () => void } {
  const { exercise_type, measure, period, target } = goal
  const kind = { exercise_type, measure, period }
  const change = useChangeGoal()
  const setAgain = async (): Promise<void> => {
    try {
      await change.mutateAsync({ ...kind, target })
    } catch (problem) {
      toast(problemText(problem), { tone: 'danger' })
    }
  }
  const mutate = (): void =>
    change.mutate(
      { ...kind, target: null },
      {
        onSuccess: (place) => {
          toast(place === 'at-server' ? t`Goal deleted.` : t`Goal deleted. It will sync later.`, {
            action: { label: t`Undo`, run: () => void setAgain() },
            durationMs: 10_000,
          })
          focusHeading()
        },
        onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
      },
    )
  return { isPending: change.isPending, mutate }
}
