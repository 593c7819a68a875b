import { zodResolver } from '@hookform/resolvers/zod'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { showServerError } from '@/account/form-errors'
import type { NewWorkout, Workout } from '@/api/types'
import { exerciseName, isHold, repsWord } from '@/shared/lib/exercises'
import { toast } from '@/shared/lib/toasts'
import { z } from '@/shared/lib/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { Input, TextArea } from '@/shared/ui/input'
import { useEditWorkout } from '@/workouts/use-workout-changes'

const MAX_REPS = 100_000
const MAX_NOTE = 2000

const schema = z.object({
  reps_count: z
    .number({ error: 'Enter a number.' })
    .int('Enter a whole number.')
    .min(0, 'This cannot be below 0.')
    .max(MAX_REPS, `This cannot be above ${MAX_REPS}.`),
  note: z.string().trim().max(MAX_NOTE, `Use at most ${MAX_NOTE} characters.`),
})

type Values = z.infer<typeof schema>

interface EditWorkoutDialogProps {
  readonly workout: Workout | NewWorkout
  readonly onClose: () => void
}

export function EditWorkoutDialog({ workout, onClose }: EditWorkoutDialogProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { reps_count: workout.reps_count, note: workout.note ?? '' },
  })
  const { errors, isSubmitting } = formState
  const change = useEditWorkout()

  const submit = handleSubmit(async ({ reps_count, note }) => {
    try {
      const edit = { reps_count, note: note === '' ? null : note }
      const place = await change.mutateAsync({ workout, edit })
      toast(place === 'at-server' ? 'Workout changed.' : 'Changed here; the server is told next.')
      onClose()
    } catch (error) {
      showServerError(error, setError, ['reps_count', 'note'])
    }
  })

  const unit = repsWord(workout.exercise_type, 2)
  return (
    <Dialog title={`Edit ${exerciseName(workout.exercise_type).toLowerCase()}`} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {errors.root === undefined ? null : <Alert tone="danger">{errors.root.message}</Alert>}
        {isHold(workout.exercise_type) ? null : (
          <Field label={`Number of ${unit}`} error={errors.reps_count?.message}>
            {(control) => (
              <Input
                {...control}
                {...register('reps_count', { valueAsNumber: true })}
                type="number"
                inputMode="numeric"
                min={0}
                large
              />
            )}
          </Field>
        )}
        <Field label="Note" error={errors.note?.message}>
          {(control) => <TextArea {...control} {...register('note')} maxLength={MAX_NOTE} />}
        </Field>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" busy={isSubmitting}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
