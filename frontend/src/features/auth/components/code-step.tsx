import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { showServerError } from '@/account/form-errors'
import { z } from '@/shared/lib/forms/zod'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input } from '@/shared/ui/input'

const schema = z.object({
  code: z.string().check(z.trim(), z.minLength(1, { error: () => t`Enter the code.` })),
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = {
  second_factor_invalid: 'code',
  second_factor_unreadable: 'code',
} as const

interface CodeStepProps {
  readonly onCode: (code: string) => Promise<void>
  readonly onBack: () => void
}

/** The second step of signing in: a code from the authenticator app, or a recovery code. */
export function CodeStep({ onCode, onBack }: CodeStepProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { code: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ code }) => {
    try {
      await onCode(code)
    } catch (error) {
      showServerError(error, setError, ['code'], FIELDS_BY_CODE)
    }
  })

  return (
    <Form error={errors.root?.message} onSubmit={submit}>
      <Field
        label={t`Code`}
        hint={t`The six digits that your authenticator app shows, or one of your recovery codes.`}
        error={errors.code?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register('code')}
            // The previous step has disappeared, and the focus with it.
            // eslint-disable-next-line jsx-a11y-x/no-autofocus
            autoFocus
            autoComplete="one-time-code"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Button type="submit" size="large" busy={isSubmitting}>
        {t`Sign in`}
      </Button>
      <Button variant="ghost" onClick={onBack}>
        {t`Back`}
      </Button>
    </Form>
  )
}
