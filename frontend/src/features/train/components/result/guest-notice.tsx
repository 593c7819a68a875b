import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useSession } from '@/account/use-session'
import { Alert } from '@/shared/ui/alert'
import { LinkButton } from '@/shared/ui/link-button'

/**
 * Tells guests that the workout is only on this device and how to keep it, and users whose session ended how to
 * continue.
 */
export function GuestNotice({ waits }: { readonly waits: boolean }): ReactNode {
  const expired = useSession((state) => state.expired)
  if (expired) {
    return (
      <Alert title={t`Your session has ended`} actions={<SignIn />}>
        {waits ? t`What you did waits on this device. Sign in again and it is sent.` : null}
      </Alert>
    )
  }
  return (
    <Alert
      title={t`Keep it for good`}
      actions={
        <>
          <LinkButton to="/register?next=/history" size="small">
            {t`Create an account`}
          </LinkButton>
          <SignIn />
        </>
      }
    >
      {t`What you did waits on this device, and goes into your account as soon as you have one.`}
    </Alert>
  )
}

function SignIn(): ReactNode {
  return (
    <LinkButton to="/login?next=/history" size="small" variant="secondary">
      {t`Sign in`}
    </LinkButton>
  )
}
