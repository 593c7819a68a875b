import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { changeTarget } from '../api/goals'
import { goalAim, goalName } from '../lib/goal-words'
import { targetSchema } from './goal-form'
import { showServerError } from '@/account/form-errors'
import type { Goal } from '@/api/types'
import { z } from '@/shared/lib/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'
import { GOALS_KEY } from '@/workouts/keys'

const schema = z.object({ target: targetSchema })

interface TargetDialogProps {
  readonly goal: Goal
  readonly onClose: () => void
}

export function TargetDialog({ goal, onClose }: TargetDialogProps): ReactNode {
  const queryClient = useQueryClient()
  const { register, handleSubmit, setError, formState } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { target: goal.target },
  })
  const { errors, isSubmitting } = formState
  const change = useMutation({
    mutationFn: (target: number) => changeTarget(goal.id, target),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: GOALS_KEY }),
  })
  const submit = handleSubmit(async ({ target }) => {
    try {
      await change.mutateAsync(target)
      onClose()
    } catch (error) {
      showServerError(error, setError, ['target'])
    }
  })

  return (
    <Dialog title={`Change the goal: ${goalName(goal).toLowerCase()}`} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        {errors.root === undefined ? null : <Alert tone="danger">{errors.root.message}</Alert>}
        <Field label="How many" hint={`Now: ${goalAim(goal)}`} error={errors.target?.message}>
          {(control) => (
            <Input
              {...control}
              {...register('target', { valueAsNumber: true })}
              type="number"
              inputMode="numeric"
              min={1}
              large
            />
          )}
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
