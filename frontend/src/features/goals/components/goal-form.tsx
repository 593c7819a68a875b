import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { isSame } from '../api/goal-changes'
import { useChangeGoal } from '../hooks/use-change-goal'
import { useGoals } from '../hooks/use-goals'
import { showServerError } from '@/account/form-errors'
import { useFormDraft } from '@/account/use-draft'
import { ApiError } from '@/api/errors'
import type { NewGoal } from '@/api/types'
import { wholeNumber } from '@/shared/lib/forms/whole-number'
import { z } from '@/shared/lib/forms/zod'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { ExerciseOptions } from '@/shared/ui/exercise-options'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input, Select } from '@/shared/ui/input'

const MAX_TARGET = 100_000

export const targetSchema = wholeNumber(1, MAX_TARGET)

const schema = z.object({
  exercise_type: z.string(),
  measure: z.enum(['reps', 'minutes']),
  period: z.enum(['day', 'week']),
  target: targetSchema,
})

type Values = z.infer<typeof schema>

const EMPTY: Values = { exercise_type: 'push-up', measure: 'reps', period: 'day', target: 30 }

const WIDE = 'col-span-2 sm:col-span-1'

export function GoalForm(): ReactNode {
  const form = useForm<Values>({ resolver: zodResolver(schema), defaultValues: EMPTY })
  const forgetDraft = useFormDraft('goal', form)
  const { register, handleSubmit, setError, setValue, reset, control, formState } = form
  const { errors, isSubmitting } = formState
  const ofAll = useWatch({ control, name: 'exercise_type' }) === ''
  const { data: goals = [] } = useGoals()
  const creation = useChangeGoal()

  const submit = handleSubmit(async ({ exercise_type, ...rest }) => {
    try {
      const type = (exercise_type === '' ? null : exercise_type) as NewGoal['exercise_type']
      const goal = { ...rest, exercise_type: type ?? null }
      if (goals.some((each) => isSame(each, goal))) throw new ApiError('goal_exists', 409)
      const place = await creation.mutateAsync(goal)
      forgetDraft()
      toast(place === 'at-server' ? t`Goal set.` : t`Goal set. It will sync later.`)
      reset(EMPTY)
    } catch (error) {
      showServerError(error, setError, ['target'])
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit} className="grid gap-4">
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
        <Field label={t`Exercise`} className={WIDE}>
          {(control) => (
            <Select
              {...control}
              {...register('exercise_type', {
                // Repetitions of several exercises do not add up.
                onChange: (event: { target: { value: string } }) => {
                  if (event.target.value === '') setValue('measure', 'minutes')
                },
              })}
            >
              <ExerciseOptions all />
            </Select>
          )}
        </Field>
        <Field label={t`How many`} error={errors.target?.message} className={WIDE}>
          {(control) => (
            <Input
              {...control}
              {...register('target', { valueAsNumber: true })}
              type="number"
              inputMode="numeric"
              min={1}
            />
          )}
        </Field>
        <Field label={t`Unit`}>
          {(control) => (
            <Select {...control} {...register('measure')}>
              {ofAll ? null : <option value="reps">{t`Reps`}</option>}
              <option value="minutes">{t`Minutes`}</option>
            </Select>
          )}
        </Field>
        <Field label={t`Every`}>
          {(control) => (
            <Select {...control} {...register('period')}>
              <option value="day">{t`Day`}</option>
              <option value="week">{t`Week`}</option>
            </Select>
          )}
        </Field>
      </div>
      <div>
        <Button type="submit" busy={isSubmitting}>
          {t`Set this goal`}
        </Button>
      </div>
    </Form>
  )
}
