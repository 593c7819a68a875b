import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { switchWebhookOn } from '../api/webhooks'
import { showServerError } from '@/account/form-errors'
import { z } from '@/shared/lib/zod'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  password: z.string().min(1, { error: () => t`Enter your password.` }),
})

const FIELDS_BY_CODE = { wrong_password: 'password' } as const

interface SwitchOnDialogProps {
  readonly id: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** What was meant to stop goes on only for who knows the password. */
export function SwitchOnDialog({ id, onDone, onClose }: SwitchOnDialogProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { password: '' },
  })
  const submit = handleSubmit(async ({ password }) => {
    try {
      await switchWebhookOn(id, password)
      onDone()
      onClose()
    } catch (error) {
      showServerError(error, setError, ['password'], FIELDS_BY_CODE)
    }
  })
  return (
    <FormDialog
      title={t`Switch the webhook on`}
      error={formState.errors.root?.message}
      busy={formState.isSubmitting}
      onSubmit={submit}
      onClose={onClose}
      submitText={t`Switch on`}
    >
      <Field label={t`Your password`} error={formState.errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
    </FormDialog>
  )
}
