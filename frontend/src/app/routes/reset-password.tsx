import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { MailedLinkPage } from '../layout/mailed-link-page'
import { endSession } from '@/api/session'
import { resetPassword } from '@/features/auth/api/auth'
import { ResetPasswordForm } from '@/features/auth/components/reset-password-form'
import { toast } from '@/shared/lib/toasts'

export function Component(): ReactNode {
  const navigate = useNavigate()
  const toSignIn = (): void => {
    // The server has ended every session, this browser's too.
    endSession('person')
    toast(t`Your password is set. Sign in with it.`)
    void navigate('/login', { replace: true })
  }
  return (
    <MailedLinkPage title={t`Choose a new password`} newLinkAt="/forgot-password">
      {(token) => (
        <ResetPasswordForm
          submitLabel={t`Set password`}
          onSubmit={(newPassword) => resetPassword(token, newPassword)}
          onDone={toSignIn}
        />
      )}
    </MailedLinkPage>
  )
}
