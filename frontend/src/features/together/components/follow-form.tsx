import { zodResolver } from '@hookform/resolvers/zod'
import { t } from '@lingui/core/macro'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { TOGETHER_KEY, askToFollow } from '../api/together'
import { showServerError } from '@/account/form-errors'
import { z } from '@/shared/lib/forms/zod'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { Field } from '@/shared/ui/field'
import { Form } from '@/shared/ui/form'
import { Input } from '@/shared/ui/input'

const schema = z.object({
  username: z
    .string()
    .check(
      z.trim(),
      z.regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,29}$/, { error: () => t`This is not a username.` }),
    ),
})

type Values = z.infer<typeof schema>

const FIELDS_BY_CODE = { name_blocked: 'username', too_many_follows: 'username' } as const

/** Sends a follow request to an exact name: there is no search and no list of accounts. */
export function FollowForm(): ReactNode {
  const queryClient = useQueryClient()
  const { register, handleSubmit, setError, reset, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { username: '' },
  })
  const { errors, isSubmitting } = formState
  const submit = handleSubmit(async ({ username }) => {
    try {
      await askToFollow(username)
      toast(t`Asked. If ${username} is on this server, they will see your request.`)
      reset()
      await queryClient.invalidateQueries({ queryKey: TOGETHER_KEY })
    } catch (error) {
      showServerError(error, setError, ['username'], FIELDS_BY_CODE)
    }
  })
  return (
    <Form error={errors.root?.message} onSubmit={submit} className="grid gap-3">
      <Field
        label={t`Username`}
        hint={t`Exactly as it is written. They see your username, and decide.`}
        error={errors.username?.message}
      >
        {(control) => (
          <Input
            {...control}
            {...register('username')}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <div>
        <Button type="submit" busy={isSubmitting}>
          {t`Ask to follow`}
        </Button>
      </div>
    </Form>
  )
}
