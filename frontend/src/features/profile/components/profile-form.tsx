import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { PROFILE_SCHEMAS, type ProfileInput, type ProfileOutput } from '../lib/profile-schema'
import { showServerError } from '@/account/form-errors'
import { meQuery, updateMe } from '@/account/me'
import { useFormDraft } from '@/account/use-draft'
import type { User } from '@/api/types'
import { timeZones } from '@/shared/lib/time-zones'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input } from '@/shared/ui/input'
import { type WeightUnit, weightIn, weightUnit } from '@/shared/words/habits'

const FIELDS_BY_CODE = { unknown_time_zone: 'time_zone' } as const

function inputOf(user: User, unit: WeightUnit): ProfileInput {
  return {
    display_name: user.display_name,
    weight_kg: user.weight_kg === null ? '' : String(weightIn(unit, user.weight_kg)),
    time_zone: user.time_zone,
  }
}

export function ProfileForm({ user }: { readonly user: User }): ReactNode {
  const queryClient = useQueryClient()
  const unit = weightUnit()
  const update = useMutation({
    mutationFn: updateMe,
    onSuccess: (me) => queryClient.setQueryData(meQuery.queryKey, me),
  })
  const form = useForm<ProfileInput, unknown, ProfileOutput>({
    resolver: zodResolver(PROFILE_SCHEMAS[unit]),
    // The form may open with cached values; the server's later answer updates the fields.
    values: inputOf(user, unit),
    resetOptions: { keepDirtyValues: true },
  })
  useFormDraft('profile', form)
  const { register, handleSubmit, setError, reset, formState } = form
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      reset(inputOf(await update.mutateAsync(values), unit))
      toast(t`Profile saved.`)
    } catch (error) {
      showServerError(error, setError, ['display_name', 'weight_kg', 'time_zone'], FIELDS_BY_CODE)
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit} className="flex max-w-xl flex-col gap-5">
      <Field label={t`Name`} error={errors.display_name?.message}>
        {(control) => <Input {...control} {...register('display_name')} autoComplete="name" />}
      </Field>
      <Field
        label={unit === 'kg' ? t`Weight in kg` : t`Weight in lb`}
        hint={t`Only for estimating calories. Leave it empty and none are shown.`}
        error={errors.weight_kg?.message}
      >
        {(control) => <Input {...control} {...register('weight_kg')} inputMode="decimal" />}
      </Field>
      <Field
        label={t`Time zone`}
        hint={t`Your days begin at midnight here. Type to search, such as “Berlin”.`}
        error={errors.time_zone?.message}
      >
        {(control) => (
          <>
            <Input
              {...control}
              {...register('time_zone')}
              list={`${control.id}-zones`}
              autoComplete="off"
              spellCheck={false}
            />
            <datalist id={`${control.id}-zones`}>
              {timeZones().map((zone) => (
                <option key={zone} value={zone} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <div>
        <Button type="submit" busy={isSubmitting}>
          {t`Save profile`}
        </Button>
      </div>
    </Form>
  )
}
