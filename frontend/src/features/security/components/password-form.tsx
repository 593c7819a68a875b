import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { changePassword } from '../api/security'
import { SESSIONS_KEY } from '../api/sessions'
import { showServerError } from '@/account/form-errors'
import { newPasswordSchema, passwordHint } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  current_password: z
    .string()
    .check(z.minLength(1, { error: () => t`Enter your current password.` })),
  new_password: newPasswordSchema,
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'current_password' } as const

export function PasswordForm(): ReactNode {
  const queryClient = useQueryClient()
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: SESSIONS_KEY }),
  })
  const { register, handleSubmit, setError, reset, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { current_password: '', new_password: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      await change.mutateAsync(values)
      reset()
      toast(t`Password changed. Other devices are signed out.`)
    } catch (error) {
      showServerError(error, setError, ['current_password', 'new_password'], FIELDS_BY_CODE)
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit} className="flex max-w-xl flex-col gap-5">
      <Field label={t`Current password`} error={errors.current_password?.message}>
        {(control) => (
          <PasswordInput
            {...control}
            {...register('current_password')}
            autoComplete="current-password"
          />
        )}
      </Field>
      <Field label={t`New password`} hint={passwordHint()} error={errors.new_password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('new_password')} autoComplete="new-password" />
        )}
      </Field>
      <div>
        <Button type="submit" variant="secondary" busy={isSubmitting}>
          {t`Change password`}
        </Button>
      </div>
    </Form>
  )
}
