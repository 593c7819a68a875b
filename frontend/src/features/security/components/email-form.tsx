import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { changeEmail } from '../api/security'
import { showServerError } from '@/account/form-errors'
import { meQuery } from '@/account/me'
import { emailSchema } from '@/shared/lib/forms/email'
import { passwordSchema } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input } from '@/shared/ui/input'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  new_email: emailSchema,
  password: passwordSchema,
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password', email_taken: 'new_email' } as const

export function EmailForm(): ReactNode {
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: changeEmail,
    onSuccess: (me) => queryClient.setQueryData(meQuery.queryKey, me),
  })
  const { register, handleSubmit, setError, reset, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { new_email: '', password: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      const me = await change.mutateAsync(values)
      reset()
      const isDone = me.email.toLowerCase() === values.new_email.toLowerCase()
      toast(isDone ? t`Email changed.` : t`Open the link that we sent to ${values.new_email}.`)
    } catch (error) {
      showServerError(error, setError, ['new_email', 'password'], FIELDS_BY_CODE)
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit} className="flex max-w-xl flex-col gap-5">
      <Field label={t`New email`} error={errors.new_email?.message}>
        {(control) => (
          <Input {...control} {...register('new_email')} type="email" autoComplete="email" />
        )}
      </Field>
      <Field label={t`Password, to confirm`} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
      <div>
        <Button type="submit" variant="secondary" busy={isSubmitting}>
          {t`Change email`}
        </Button>
      </div>
    </Form>
  )
}
