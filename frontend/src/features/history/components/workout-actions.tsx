import { t } from '@lingui/core/macro'
import { Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, Suspense, lazy, useEffect, useState } from 'react'
import type { NewWorkout, Workout } from '@/api/types'
import { exerciseName } from '@/shared/lib/exercises'
import { IconButton } from '@/shared/ui/icon-button'
import { mainFigure } from '@/workouts/figures'

/** Loaded on demand: looking at a list needs neither the dialogs nor the form library. */
const fetchEdit = () => import('./edit-workout-dialog')
const fetchDelete = () => import('./delete-workout-dialog')
const EditWorkoutDialog = lazy(async () => ({ default: (await fetchEdit()).EditWorkoutDialog }))
const DeleteWorkoutDialog = lazy(async () => ({
  default: (await fetchDelete()).DeleteWorkoutDialog,
}))

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

  // Preloaded, because the network may be away when a dialog is opened. If this fails, opening it tries again.
  useEffect(() => {
    for (const load of [fetchEdit, fetchDelete]) load().catch(() => undefined)
  }, [])

  return (
    <>
      <IconButton label={t`Edit ${what}`} onClick={() => setOpen('edit')}>
        <Pencil aria-hidden className="size-4.5" />
      </IconButton>
      <IconButton label={t`Delete ${what}`} onClick={() => setOpen('delete')}>
        <Trash2 aria-hidden className="size-4.5" />
      </IconButton>
      {open === 'edit' ? (
        <Suspense>
          <EditWorkoutDialog workout={workout} onClose={close} />
        </Suspense>
      ) : null}
      {open === 'delete' ? (
        <Suspense>
          <DeleteWorkoutDialog
            workout={workout}
            onClose={close}
            {...(onDeleted === undefined ? {} : { onDeleted })}
          />
        </Suspense>
      ) : null}
    </>
  )
}
