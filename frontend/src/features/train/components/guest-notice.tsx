import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Alert } from '@/shared/ui/alert'
import { LinkButton } from '@/shared/ui/link-button'

/** Tells a guest where the workout is, and how to keep it for good. */
export function GuestNotice(): ReactNode {
  return (
    <Alert
      title={t`Keep it for good`}
      actions={
        <>
          <LinkButton to="/register?next=/history" size="small">
            {t`Create an account`}
          </LinkButton>
          <LinkButton to="/login?next=/history" size="small" variant="secondary">
            {t`Sign in`}
          </LinkButton>
        </>
      }
    >
      {t`The workout waits on this device, and goes into your account as soon as you have one.`}
    </Alert>
  )
}
