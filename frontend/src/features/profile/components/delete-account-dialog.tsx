import { zodResolver } from '@hookform/resolvers/zod'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { z } from 'zod'
import { deleteAccount } from '../api/account'
import { showServerError } from '@/api/form-errors'
import { toast } from '@/shared/lib/toasts'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Dialog } from '@/shared/ui/dialog'
import { Field } from '@/shared/ui/field'
import { PasswordInput } from '@/shared/ui/password-input'

const schema = z.object({ password: z.string().min(1, 'Enter your password.') })

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { wrong_password: 'password' } as const

export function DeleteAccountDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { register, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { password: '' },
  })
  const { errors, isSubmitting } = formState

  const submit = handleSubmit(async ({ password }) => {
    try {
      await deleteAccount(password)
      toast('Your account is deleted.')
    } catch (error) {
      showServerError(error, setError, ['password'], FIELDS_BY_CODE)
    }
  })

  return (
    <Dialog title="Delete your account?" onClose={onClose}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <p className="text-muted">
          Your account and every workout in it are deleted for good. Export your data first if you
          want to keep it.
        </p>
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
          <Button type="submit" variant="danger" busy={isSubmitting}>
            Delete for good
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
