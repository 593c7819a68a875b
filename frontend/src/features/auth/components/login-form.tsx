import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useForm } from 'react-hook-form'
import { login } from '../api/auth'
import { CodeStep } from './code-step'
import { capabilitiesQuery } from '@/account/capabilities'
import { showServerError } from '@/account/form-errors'
import { ApiError } from '@/api/errors'
import { passwordSchema } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Input } from '@/shared/ui/input'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  identifier: z
    .string()
    .check(z.trim(), z.minLength(1, { error: () => t`Enter your email or username.` })),
  password: passwordSchema,
})

type Values = z.infer<typeof schema>

/** Asks for the password and then, if the account uses two-step sign-in, for a code. */
export function LoginForm(): ReactNode {
  const [credentials, setCredentials] = useState<Values | null>(null)
  if (credentials === null) return <PasswordStep onCodeWanted={setCredentials} />
  const signIn = (code: string): Promise<void> => login({ ...credentials, code })
  return <CodeStep onCode={signIn} onBack={() => setCredentials(null)} />
}

interface PasswordStepProps {
  readonly onCodeWanted: (credentials: Values) => void
}

function PasswordStep({ onCodeWanted }: PasswordStepProps): ReactNode {
  const { data: server } = useQuery(capabilitiesQuery)
  const [wasEmailRefused, setWasEmailRefused] = useState(false)
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { identifier: '', password: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async (values) => {
    try {
      await login(values)
    } catch (error) {
      if (error instanceof ApiError && error.code === 'second_factor_required') {
        onCodeWanted(values)
        return
      }
      const isWrong = error instanceof ApiError && error.code === 'invalid_credentials'
      setWasEmailRefused(isWrong && values.identifier.includes('@'))
      showServerError(error, setError, ['identifier', 'password'])
    }
  })

  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      {errors.root === undefined ? null : (
        <Alert tone="danger">
          {errors.root.message}{' '}
          {wasEmailRefused && server?.mail === true
            ? t`Until your email is confirmed, sign in with your username.`
            : null}
        </Alert>
      )}
      <Field label={t`Email or username`} error={errors.identifier?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('identifier')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t`Password`} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" size="large" busy={isSubmitting}>
        {t`Sign in`}
      </Button>
    </form>
  )
}
