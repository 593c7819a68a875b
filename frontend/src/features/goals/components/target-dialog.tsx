import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { useChangeGoal } from '../hooks/use-change-goal'
import { goalAim, goalName } from '../lib/goal-words'
import { targetSchema } from './goal-form'
import { showServerError } from '@/account/form-errors'
import type { Goal } from '@/api/types'
import { z } from '@/shared/lib/forms/zod'
import { toast } from '@/shared/lib/toasts'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Input } from '@/shared/ui/input'
import { inText } from '@/shared/words/in-text'

const schema = z.object({ target: targetSchema })

interface TargetDialogProps {
  readonly goal: Goal
  readonly onClose: () => void
}

export function TargetDialog({ goal, onClose }: TargetDialogProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { target: goal.target },
  })
  const { errors, isSubmitting } = formState
  const { exercise_type, measure, period } = goal
  const change = useChangeGoal()
  const submit = handleSubmit(async ({ target }) => {
    try {
      const place = await change.mutateAsync({ exercise_type, measure, period, target })
      if (place === 'on-device') toast(t`Changed. It will sync later.`)
      onClose()
    } catch (error) {
      showServerError(error, setError, ['target'])
    }
  })

  return (
    <FormDialog
      title={t`Change the goal: ${inText(goalName(goal))}`}
      error={errors.root?.message}
      busy={isSubmitting}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t`How many`} hint={t`Now: ${goalAim(goal)}`} error={errors.target?.message}>
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
    </FormDialog>
  )
}
