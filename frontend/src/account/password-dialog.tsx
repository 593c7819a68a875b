import { zodResolver } from '@hookform/resolvers/zod'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { showServerError } from './form-errors'
import { z } from '@/shared/lib/zod'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({ password: z.string().min(1, 'Enter your password.') })

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password' } as const

interface PasswordDialogProps {
  readonly title: string
  readonly confirmLabel: string
  /** For what cannot be taken back. */
  readonly danger?: boolean
  readonly onConfirm: (password: string) => Promise<void>
  readonly onClose: () => void
  /** What is about to happen. */
  readonly children: ReactNode
}

/** Asks for the password again before something that a thief of the device would like to do, too. */
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
    <Dialog title={title} onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <div className="text-muted">{children}</div>
        {errors.root === undefined ? null : <Alert tone="danger">{errors.root.message}</Alert>}
        <Field label="Your password" error={errors.password?.message}>
          {(control) => (
            <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
          )}
        </Field>
        <div className="flex flex-wrap justify-end gap-3">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={isSubmitting}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
