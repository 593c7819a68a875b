import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { showServerError } from './form-errors'
import { passwordSchema } from '@/shared/lib/forms/password'
import { z } from '@/shared/lib/forms/zod'
import { Field } from '@/shared/ui/field'
import { FormDialog } from '@/shared/ui/form-dialog'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({
  password: passwordSchema,
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password' } as const

interface PasswordDialogProps {
  readonly title: string
  readonly confirmLabel: string
  /** For actions that cannot be undone. */
  readonly danger?: boolean
  readonly onConfirm: (password: string) => Promise<void>
  readonly onClose: () => void
  /** Describes the action. */
  readonly children: ReactNode
}

/** Asks for the password again before an action that somebody with a stolen device might try. */
export function PasswordDialog({
  title,
  confirmLabel,
  danger = false,
  onConfirm,
  onClose,
  children,
}: PasswordDialogProps): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { password: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ password }) => {
    try {
      await onConfirm(password)
    } catch (error) {
      showServerError(error, setError, ['password'], FIELDS_BY_CODE)
    }
  })

  return (
    <FormDialog
      title={title}
      error={errors.root?.message}
      busy={isSubmitting}
      onSubmit={submit}
      onClose={onClose}
      submitText={confirmLabel}
      danger={danger}
    >
      <div className="text-muted">{children}</div>
      <Field label={t`Your password`} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
    </FormDialog>
  )
}
