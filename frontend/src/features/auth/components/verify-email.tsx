import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { verifyEmail } from '../api/auth'
import { meQuery } from '@/account/me'
import { problemText } from '@/account/problem-text'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'

/** Confirms on a press, so that a program that only looks at the link does not use it up. */
export function VerifyEmail({ token }: { readonly token: string }): ReactNode {
  const queryClient = useQueryClient()
  const verify = useMutation({
    mutationFn: () => verifyEmail(token),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
  })
  if (verify.isSuccess) return <Alert tone="success">{t`Your email address is confirmed.`}</Alert>
  return (
    <div className="flex flex-col gap-5">
      {verify.isError ? <Alert tone="danger">{problemText(verify.error)}</Alert> : null}
      <Button size="large" busy={verify.isPending} onClick={() => verify.mutate()}>
        {t`Confirm my email`}
      </Button>
    </div>
  )
}
