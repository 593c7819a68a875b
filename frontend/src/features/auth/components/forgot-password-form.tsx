import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { forgotPassword } from '../api/auth'
import { showServerError } from '@/account/form-errors'
import { emailSchema } from '@/shared/lib/forms/email'
import { z } from '@/shared/lib/forms/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input } from '@/shared/ui/input'

const schema = z.object({ email: emailSchema })

type Values = z.infer<typeof schema>

export function ForgotPasswordForm(): ReactNode {
  const [sentTo, setSentTo] = useState<string | null>(null)
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { email: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ email }) => {
    try {
      await forgotPassword(email)
      setSentTo(email)
    } catch (error) {
      showServerError(error, setError, ['email'])
    }
  })

  if (sentTo !== null) {
    return (
      <Alert tone="success" title={t`Check your inbox`}>
        {t`If there is an account with ${sentTo}, a link to choose a new password is on its way there. It works for 30 minutes.`}
      </Alert>
    )
  }
  return (
    <Form error={errors.root?.message} onSubmit={submit}>
      <Field label={t`Email`} error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="email" />
        )}
      </Field>
      <Button type="submit" size="large" busy={isSubmitting}>
        {t`Send me a link`}
      </Button>
    </Form>
  )
}
