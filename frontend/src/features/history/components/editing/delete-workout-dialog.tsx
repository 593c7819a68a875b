import { t } from '@lingui/core/macro'
import { type ReactNode, useRef } from 'react'
import { problemText } from '@/account/problem-text'
import type { NewWorkout, Workout } from '@/api/types'
import { focusHeading } from '@/shared/lib/browser/focus-heading'
import { exerciseName } from '@/shared/lib/exercises'
import { Alert } from '@/shared/ui/alert'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'
import { mainFigure } from '@/workouts/figures'
import { useRemoveWorkouts } from '@/workouts/use-workout-changes'

interface DeleteWorkoutDialogProps {
  readonly workout: Workout | NewWorkout
  readonly onDeleted?: () => void
  readonly onClose: () => void
}

export function DeleteWorkoutDialog({
  workout,
  onDeleted,
  onClose,
}: DeleteWorkoutDialogProps): ReactNode {
  const deletion = useRemoveWorkouts()
  const deletedRef = useRef(false)
  const { value, unit } = mainFigure(workout)

  const confirm = async (): Promise<void> => {
    // The row may go, and this dialog with it, before the mutation has ended.
    deletedRef.current = true
    try {
      await deletion.mutateAsync([workout])
    } catch {
      // Shown below, from the mutation's state.
      deletedRef.current = false
      return
    }
    onClose()
    onDeleted?.()
  }

  return (
    <ConfirmDialog
      title={t`Delete this set?`}
      confirmLabel={t`Delete`}
      busy={deletion.isPending}
      onConfirm={() => void confirm()}
      onClose={onClose}
      // The button that would get the focus back disappears with the workout.
      afterClose={() => {
        if (deletedRef.current) focusHeading()
      }}
    >
      <p>
        {t`${exerciseName(workout.exercise_type)}, ${value} ${unit}: it will be removed from your history and statistics. You can undo this for a moment.`}
      </p>
      {deletion.isError ? (
        <div className="mt-4">
          <Alert tone="danger">{problemText(deletion.error)}</Alert>
        </div>
      ) : null}
    </ConfirmDialog>
  )
}
