import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { showServerError } from '@/account/form-errors'
import { newPasswordSchema, passwordHint } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({ new_password: newPasswordSchema })

type Values = z.infer<typeof schema>

interface ResetPasswordFormProps {
  readonly submitLabel: string
  readonly onSubmit: (newPassword: string) => Promise<void>
  readonly onDone: () => void
}

/** Sets a new password with the token of a mailed link. */
export function ResetPasswordForm({
  submitLabel,
  onSubmit,
  onDone,
}: ResetPasswordFormProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { new_password: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      await onSubmit(values.new_password)
      onDone()
    } catch (error) {
      showServerError(error, setError, ['new_password'])
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit}>
      <Field label={t`New password`} hint={passwordHint()} error={errors.new_password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('new_password')} autoComplete="new-password" />
        )}
      </Field>
      <Button type="submit" size="large" busy={isSubmitting}>
        {submitLabel}
      </Button>
    </Form>
  )
}
