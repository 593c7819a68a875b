import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { addPasskey } from '../../api/security'
import { nameSchema } from '../../lib/name-schema'
import { deviceName } from '@/account/device-name'
import { showServerError } from '@/account/form-errors'
import { PasskeyCancelled } from '@/account/passkeys'
import { passwordSchema } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { Input } from '@/shared/ui/input'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  password: passwordSchema,
  name: nameSchema,
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password' } as const

interface AddPasskeyDialogProps {
  readonly onAdded: () => void
  readonly onClose: () => void
}

export function AddPasskeyDialog({ onAdded, onClose }: AddPasskeyDialogProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { password: '', name: deviceName(navigator.userAgent) },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ name, password }) => {
    try {
      await addPasskey(name, password)
      onAdded()
    } catch (error) {
      if (error instanceof PasskeyCancelled) {
        setError('root', { message: t`No passkey was made. This device may have one already.` })
      } else {
        showServerError(error, setError, ['password', 'name'], FIELDS_BY_CODE)
      }
    }
  })

  return (
    <FormDialog
      title={t`Add a passkey`}
      error={errors.root?.message}
      busy={isSubmitting}
      onSubmit={submit}
      onClose={onClose}
      submitText={t`Add`}
    >
      <p className="text-muted">
        {t`You will sign in with this device’s own lock, or a security key, and need no password.`}
      </p>
      <Field label={t`Your password`} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
      <Field label={t`Name`} hint={t`To tell it from others.`} error={errors.name?.message}>
        {(control) => <Input {...control} {...register('name')} autoComplete="off" />}
      </Field>
    </FormDialog>
  )
}
