import { t } from '@lingui/core/macro'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sendVerification } from '../api/security'
import { capabilitiesQuery } from '@/account/capabilities'
import { problemText } from '@/account/problem-text'
import type { User } from '@/api/types'
import { toast } from '@/shared/lib/toasts'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'

/** The address, and whether it is confirmed. */
export function EmailState({ user }: { readonly user: User }): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  const send = useMutation({
    mutationFn: sendVerification,
    onSuccess: () => toast(t`A link is on its way to ${user.email}.`),
    onError: (problem) => toast(problemText(problem), { tone: 'danger' }),
  })
  const unconfirmed = capabilities?.mail === true && !user.email_verified
  return (
    <div className="mb-5 flex flex-col gap-4">
      <p>
        <span className="font-semibold break-all">{user.email}</span>
        {user.email_verified ? (
          <span className="text-muted">
            {' · '}
            {t`confirmed`}
          </span>
        ) : null}
      </p>
      {unconfirmed ? (
        <Alert
          tone="warning"
          actions={
            <Button size="small" busy={send.isPending} onClick={() => send.mutate()}>
              {t`Send the link again`}
            </Button>
          }
        >
          {t`Open the link that we emailed you, so that your email signs you in and you can set a new password should you forget yours.`}
        </Alert>
      ) : null}
    </div>
  )
}
