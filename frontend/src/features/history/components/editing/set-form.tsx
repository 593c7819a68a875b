import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { type UseFormReturn, useForm, useWatch } from 'react-hook-form'
import { type SetValues, setSchema } from '../../lib/set-fields'
import { showServerError } from '@/account/form-errors'
import { useFormDraft } from '@/account/use-draft'
import { isHold } from '@/shared/lib/exercises'
import { ExerciseOptions } from '@/shared/ui/exercise-options'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Input, Select, TextArea } from '@/shared/ui/input'
import { MAX_NOTE } from '@/workouts/limits'

interface SetFormProps {
  /** Identifies the form, among all forms. */
  readonly name: string
  readonly title: string
  readonly values: SetValues
  /** Throws if the server or the device's storage refuses the set. */
  readonly onSave: (values: SetValues) => Promise<void>
  readonly onClose: () => void
  /** Rendered above the fields; gets the chosen exercise and a function that fills in fields. */
  readonly children?: (exercise: string, fill: (values: Partial<SetValues>) => void) => ReactNode
}

const FIELDS = ['exercise_type', 'reps_count', 'note'] as const

/** The fields of a set, to correct one or to enter one by hand. */
export function SetForm({
  name,
  title,
  values,
  onSave,
  onClose,
  children,
}: SetFormProps): ReactNode {
  const form = useForm<SetValues>({ resolver: zodResolver(setSchema), defaultValues: values })
  const forgetDraft = useFormDraft(name, form)
  const { handleSubmit, setError, setValue, control, formState } = form
  const { errors, isSubmitting } = formState
  const exercise = useWatch({ control, name: 'exercise_type' })

  const fill = (given: Partial<SetValues>): void => {
    for (const [field, value] of Object.entries(given)) {
      setValue(field as keyof SetValues, value, { shouldValidate: true, shouldDirty: true })
    }
  }
  const submit = handleSubmit(async (given) => {
    try {
      await onSave(given)
      forgetDraft()
      onClose()
    } catch (error) {
      showServerError(error, setError, FIELDS)
    }
  })

  return (
    <FormDialog
      title={title}
      error={errors.root?.message}
      busy={isSubmitting}
      onSubmit={submit}
      onClose={onClose}
    >
      {children?.(exercise, fill)}
      <Fields form={form} exercise={exercise} />
    </FormDialog>
  )
}

interface FieldsProps {
  readonly form: UseFormReturn<SetValues>
  readonly exercise: string
}

function Fields({ form: { register, formState }, exercise }: FieldsProps): ReactNode {
  const { errors } = formState
  const numeric = { type: 'number', inputMode: 'numeric', min: 0 } as const
  return (
    <>
      {isHold(exercise) ? null : (
        <Field
          label={exercise === 'jump-rope' ? t`Number of jumps` : t`Number of reps`}
          error={errors.reps_count?.message}
        >
          {(control) => (
            <Input
              {...control}
              {...register('reps_count', { valueAsNumber: true })}
              {...numeric}
              large
            />
          )}
        </Field>
      )}
      <Field
        label={isHold(exercise) ? t`Seconds held` : t`Seconds it took`}
        error={errors.seconds?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register('seconds', { valueAsNumber: true })}
            {...numeric}
            step="any"
            large={isHold(exercise)}
          />
        )}
      </Field>
      <Field label={t`Exercise`} error={errors.exercise_type?.message}>
        {(control) => (
          <Select {...control} {...register('exercise_type')}>
            <ExerciseOptions />
          </Select>
        )}
      </Field>
      <Field label={t`When`} error={errors.started?.message}>
        {(control) => <Input {...control} {...register('started')} type="datetime-local" />}
      </Field>
      <Field label={t`Note`} error={errors.note?.message}>
        {(control) => <TextArea {...control} {...register('note')} maxLength={MAX_NOTE} />}
      </Field>
    </>
  )
}
