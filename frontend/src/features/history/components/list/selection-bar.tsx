import { plural, t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useState } from 'react'
import { problemText } from '@/account/problem-text'
import type { Workout } from '@/api/types'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { onDemand } from '@/shared/ui/on-demand'
import { useRemoveWorkouts } from '@/workouts/use-workout-changes'

const MoveDialog = onDemand(async () => (await import('./move-dialog')).MoveDialog)

interface SelectionBarProps {
  /** Null while nothing is being selected. */
  readonly selected: readonly Workout[] | null
  readonly onStart: () => void
  readonly onEnd: () => void
}

/** Starts selecting workouts, and has the actions for all selected ones. */
export function SelectionBar({ selected, onStart, onEnd }: SelectionBarProps): ReactNode {
  const [moving, setMoving] = useState(false)
  const removal = useRemoveWorkouts()
  useEffect(() => void MoveDialog.preload(), [])
  if (selected === null) {
    return (
      <div className="mb-4 flex justify-end sm:-mt-2">
        <Button variant="ghost" size="small" onClick={onStart}>
          {t`Select several`}
        </Button>
      </div>
    )
  }
  const none = selected.length === 0
  const remove = (): void => {
    removal.mutate(selected, {
      onSuccess: onEnd,
      onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
    })
  }
  return (
    <div
      role="group"
      aria-label={t`Selected sets`}
      className="border-line bg-surface sticky top-2 z-20 clear-both mb-4 flex flex-wrap items-center gap-2 rounded-2xl border p-3 shadow-sm"
    >
      <p aria-live="polite" className="basis-full font-semibold sm:flex-1">
        {none
          ? t`Select sets`
          : plural(selected.length, { one: '# set selected', other: '# sets selected' })}
      </p>
      <Button size="small" variant="secondary" disabled={none} onClick={() => setMoving(true)}>
        {t`Move`}
      </Button>
      <Button
        size="small"
        variant="danger"
        disabled={none}
        busy={removal.isPending}
        onClick={remove}
      >
        {t`Delete`}
      </Button>
      <Button size="small" variant="ghost" onClick={onEnd}>
        {t`Done`}
      </Button>
      {moving ? (
        <MoveDialog workouts={selected} onClose={() => setMoving(false)} onMoved={onEnd} />
      ) : null}
    </div>
  )
}
