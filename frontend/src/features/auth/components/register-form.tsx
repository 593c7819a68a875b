import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { register as createAccount } from '../api/auth'
import { capabilitiesQuery } from '@/account/capabilities'
import { showServerError } from '@/account/form-errors'
import { emailSchema } from '@/shared/lib/forms/email'
import { newPasswordSchema, passwordHint } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { deviceTimeZone } from '@/shared/lib/time-zones'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input } from '@/shared/ui/input'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  email: emailSchema,
  username: z.string().check(
    z.trim(),
    z.minLength(3, { error: () => t`Use at least 3 characters.` }),
    z.maxLength(30, { error: () => t`Use at most 30 characters.` }),
    z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
      error: () =>
        t`Use letters, digits, dots, dashes and underscores, and begin with a letter or digit.`,
    }),
  ),
  password: newPasswordSchema,
  sign_up_code: z.optional(z.string().check(z.trim())),
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = {
  email_taken: 'email',
  username_taken: 'username',
  sign_up_code_required: 'sign_up_code',
  sign_up_code_wrong: 'sign_up_code',
} as const

export function RegisterForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { email: '', username: '', password: '' },
  })
  const { errors, isSubmitting } = formState
  const { data: capabilities } = useQuery(capabilitiesQuery)

  const submit = handleSubmit(async (values) => {
    try {
      const { sign_up_code: code, ...account } = values
      await createAccount(code ? { ...account, sign_up_code: code } : account, deviceTimeZone())
      onDone()
    } catch (error) {
      showServerError(
        error,
        setError,
        ['email', 'username', 'password', 'sign_up_code'],
        FIELDS_BY_CODE,
      )
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit}>
      <Field label={t`Email`} error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="email" />
        )}
      </Field>
      <Field label={t`Username`} error={errors.username?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('username')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t`Password`} hint={passwordHint()} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="new-password" />
        )}
      </Field>
      {capabilities?.sign_up_code === true ? (
        <Field
          label={t`Code`}
          hint={t`Twelve digits, shown by the terminal in which Exercise Buddy was started.`}
          error={errors.sign_up_code?.message}
        >
          {(control) => (
            <Input
              {...control}
              {...register('sign_up_code')}
              inputMode="numeric"
              autoComplete="off"
            />
          )}
        </Field>
      ) : null}
      <Button type="submit" size="large" busy={isSubmitting}>
        {t`Create account`}
      </Button>
    </Form>
  )
}
