import { zodResolver } from '@hookform/resolvers/zod'
import { plural, t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { makeApiToken } from '../../api/api-tokens'
import { nameSchema } from '../../lib/name-schema'
import { SCOPES, scopeName } from '../../lib/scopes'
import { Checkboxes } from '../checkboxes'
import { ShownOnce } from '../shown-once'
import { showServerError } from '@/account/form-errors'
import { passwordSchema } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Input, Select } from '@/shared/ui/input'
import { PasswordInput } from '@/shared/ui/password-input'

const LIFETIMES_DAYS = [30, 90, 365] as const
const USUAL_LIFETIME_DAYS = 90

const schema = z.object({
  name: nameSchema,
  scopes: z
    .array(z.enum(SCOPES))
    .check(z.minLength(1, { error: () => t`Choose what it may read.` })),
  expires_in_days: z.number(),
  password: passwordSchema,
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password' } as const

interface NewApiTokenDialogProps {
  readonly onMade: () => void
  readonly onClose: () => void
}

/** Asks for the token's name and scopes, then shows it once. */
export function NewApiTokenDialog({ onMade, onClose }: NewApiTokenDialogProps): ReactNode {
  const [token, setToken] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      name: '',
      scopes: [...SCOPES],
      expires_in_days: USUAL_LIFETIME_DAYS,
      password: '',
    },
  })
  const { errors, isSubmitting } = formState
  const submit = handleSubmit(async (values) => {
    try {
      setToken((await makeApiToken(values)).token)
      onMade()
    } catch (error) {
      showServerError(error, setError, ['name', 'password'], FIELDS_BY_CODE)
    }
  })

  if (token !== null) {
    return (
      <Dialog title={t`Your API token`} onClose={onClose}>
        <ShownOnce lines={[token]} copied={t`API token copied.`} onDone={onClose}>
          {t`Keep it like a password: anyone who has it can read what it allows. It is not shown again.`}
        </ShownOnce>
      </Dialog>
    )
  }
  return (
    <FormDialog
      title={t`Create an API token`}
      error={errors.root?.message}
      busy={isSubmitting}
      onSubmit={submit}
      onClose={onClose}
      submitText={t`Create`}
    >
      <Field label={t`Name`} hint={t`To tell it from others.`} error={errors.name?.message}>
        {(control) => <Input {...control} {...register('name')} autoComplete="off" />}
      </Field>
      <Checkboxes
        legend={t`It may read`}
        values={SCOPES}
        nameOf={scopeName}
        input={register('scopes')}
        error={errors.scopes?.message}
      />
      <Field label={t`Good for`}>
        {(control) => (
          <Select {...control} {...register('expires_in_days', { valueAsNumber: true })}>
            {LIFETIMES_DAYS.map((days) => (
              <option key={days} value={days}>
                {plural(days, { one: '# day', other: '# days' })}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t`Your password`} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
    </FormDialog>
  )
}
