import type { ReactNode } from 'react'
import { MailedLinkPage } from '../layout/mailed-link-page'
import { VerifyEmail } from '@/features/auth/components/verify-email'

export function Component(): ReactNode {
  return (
    <MailedLinkPage title="Confirm your email">
      {(token) => <VerifyEmail token={token} />}
    </MailedLinkPage>
  )
}
