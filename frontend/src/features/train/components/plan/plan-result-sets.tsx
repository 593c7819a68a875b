import { t } from '@lingui/core/macro'
import { Check, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useAutosave } from '../../hooks/use-autosave'
import { type LastTime, isTargetMet } from '../../plan/last-time'
import { doneText, targetText } from '../../plan/plan-words'
import { type DoneSet, correctSet, workoutOf } from '../../plan/training'
import type { TrainingControl } from '../../plan/use-training'
import type { WorkoutEdit } from '@/api/types'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { IconButton } from '@/shared/ui/icon-button'
import { editWorkout } from '@/workouts/outbox/changes'

interface PlanResultSetsProps {
  readonly control: TrainingControl
  readonly last: LastTime | null
}

/** The sets with their editable counts, each beside last time's. */
export function PlanResultSets({ control, last }: PlanResultSetsProps): ReactNode {
  return (
    <ol className="m-0 grid list-none gap-1 p-0" aria-label={t`Sets`}>
      {control.training.done.map((set, index) => (
        <SetRow
          key={set.id}
          control={control}
          set={set}
          index={index}
          lastText={lastText(set, last, index)}
        />
      ))}
    </ol>
  )
}

interface SetRowProps {
  readonly control: TrainingControl
  readonly set: DoneSet
  readonly index: number
  readonly lastText: string
}

function SetRow({ control, set, index, lastText: lastTime }: SetRowProps): ReactNode {
  const { exercise, reps, seconds, target, counted, warm_up } = set
  const change = (count: number): void =>
    control.change((training) => correctSet(training, set.id, Math.max(0, count)))
  const edit: WorkoutEdit | null = reps === set.saved ? null : { reps_count: reps }
  const workout = workoutOf(control.training, set)
  const ownerId = control.training.owner_id
  useAutosave({
    workout,
    ownerId,
    edit,
    isStored: true,
    keep: async ({ reps_count = reps }) => {
      await editWorkout(workout, { reps_count }, ownerId ?? undefined)
      control.change((training) => correctSet(training, set.id, reps_count, reps_count))
    },
  })
  const isMet = isTargetMet(target, reps, seconds)
  return (
    <li className="border-line grid grid-cols-[1fr_auto] items-center gap-x-2 border-b py-1 last:border-0">
      <div className="min-w-0">
        <p className="flex items-center gap-1 font-semibold">
          {index + 1}. {exerciseName(exercise)}
          {isMet && target.kind !== 'open' ? (
            <Check
              role="img"
              aria-label={t`Target met`}
              className="text-accent-ink size-5 shrink-0"
            />
          ) : null}
        </p>
        <p className="text-muted text-sm">
          {[
            warm_up ? t`warm-up` : null,
            target.kind === 'open' ? null : t`of ${targetText(target, exercise)}`,
            lastTime,
            counted === reps ? null : t`camera ${counted}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <div className="flex items-center">
        {isHold(exercise) ? null : (
          <IconButton label={t`Set ${index + 1}: one less`} onClick={() => change(reps - 1)}>
            <Minus aria-hidden className="size-5" />
          </IconButton>
        )}
        <span translate="no" className="numeral min-w-12 text-center text-3xl">
          {doneText(exercise, set)}
        </span>
        {isHold(exercise) ? null : (
          <IconButton label={t`Set ${index + 1}: one more`} onClick={() => change(reps + 1)}>
            <Plus aria-hidden className="size-5" />
          </IconButton>
        )}
      </div>
    </li>
  )
}

function lastText({ exercise }: DoneSet, last: LastTime | null, index: number): string {
  const set = last?.sets[index]
  return set === undefined ? '' : t`last time ${doneText(exercise, set)}`
}
