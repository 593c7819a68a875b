import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { editOf, valuesOf } from '../../lib/set-fields'
import { SetForm } from './set-form'
import type { NewWorkout, Workout } from '@/api/types'
import { exerciseInText } from '@/shared/lib/exercises'
import { toast } from '@/shared/lib/toasts'
import { useDay } from '@/workouts/use-day'
import { useEditWorkout } from '@/workouts/use-workout-changes'

interface EditWorkoutDialogProps {
  readonly workout: Workout | NewWorkout
  readonly onClose: () => void
}

export function EditWorkoutDialog({ workout, onClose }: EditWorkoutDialogProps): ReactNode {
  const { timeZone } = useDay()
  const change = useEditWorkout()
  const before = valuesOf(workout, timeZone)
  return (
    <SetForm
      name={`set ${workout.id}`}
      title={t`Edit ${exerciseInText(workout.exercise_type)}`}
      values={before}
      onClose={onClose}
      onSave={async (values) => {
        const edit = editOf(before, values, timeZone)
        if (Object.keys(edit).length === 0) return
        const place = await change.mutateAsync({ workout, edit })
        toast(place === 'at-server' ? t`Set changed.` : t`Changed. It will sync next.`)
      }}
    />
  )
}
