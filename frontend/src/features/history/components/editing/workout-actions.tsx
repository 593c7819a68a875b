import { t } from '@lingui/core/macro'
import { Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import type { NewWorkout, Workout } from '@/api/types'
import { exerciseName } from '@/shared/lib/exercises'
import { IconButton } from '@/shared/ui/icon-button'
import { onDemand } from '@/shared/ui/on-demand'
import { mainFigure } from '@/workouts/figures'

/** Loaded on demand: looking at a list needs neither the dialogs nor the form library. */
const EditWorkoutDialog = onDemand(
  async () => (await import('./edit-workout-dialog')).EditWorkoutDialog,
)
const DeleteWorkoutDialog = onDemand(
  async () => (await import('./delete-workout-dialog')).DeleteWorkoutDialog,
)

interface WorkoutActionsProps {
  readonly workout: Workout | NewWorkout
  readonly onDeleted?: () => void
}

/** Buttons to edit and to delete, each with its dialog. */
export function WorkoutActions({ workout, onDeleted }: WorkoutActionsProps): ReactNode {
  const [open, setOpen] = useState<'edit' | 'delete' | null>(null)
  const { value, unit } = mainFigure(workout)
  const what = `${exerciseName(workout.exercise_type)}, ${value} ${unit}`
  const close = (): void => setOpen(null)

  useEffect(() => {
    void EditWorkoutDialog.preload()
    void DeleteWorkoutDialog.preload()
  }, [])

  return (
    <>
      <IconButton label={t`Edit ${what}`} onClick={() => setOpen('edit')}>
        <Pencil aria-hidden className="size-4.5" />
      </IconButton>
      <IconButton label={t`Delete ${what}`} onClick={() => setOpen('delete')}>
        <Trash2 aria-hidden className="size-4.5" />
      </IconButton>
      {open === 'edit' ? <EditWorkoutDialog workout={workout} onClose={close} /> : null}
      {open === 'delete' ? (
        <DeleteWorkoutDialog
          workout={workout}
          onClose={close}
          {...(onDeleted === undefined ? {} : { onDeleted })}
        />
      ) : null}
    </>
  )
}
