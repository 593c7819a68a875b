import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { MailedLinkPage } from '../layout/mailed-link-page'
import { VerifyEmail } from '@/features/auth/components/verify-email'

export function Component(): ReactNode {
  return (
    <MailedLinkPage title={t`Confirm your email`} newLinkAt="/profile/security">
      {(token) => <VerifyEmail token={token} />}
    </MailedLinkPage>
  )
}
