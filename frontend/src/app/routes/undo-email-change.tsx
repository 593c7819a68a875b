import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { MailedLinkPage } from '../layout/mailed-link-page'
import { endSession } from '@/api/session'
import { undoEmailChange } from '@/features/auth/api/auth'
import { ResetPasswordForm } from '@/features/auth/components/reset-password-form'
import { toast } from '@/shared/lib/toasts'

export function Component(): ReactNode {
  const navigate = useNavigate()
  const toSignIn = (): void => {
    // The server has ended every session, this browser's too.
    endSession('person')
    toast(t`Your account is yours again. Sign in with the new password.`)
    void navigate('/login', { replace: true })
  }
  return (
    <MailedLinkPage title={t`Take your account back`}>
      {(token) => (
        <div className="flex flex-col gap-5">
          <p>
            {t`Your account gets its former email back and a new password. Every device is signed out; passkeys and two-step sign-in that were set up since are removed.`}
          </p>
          <ResetPasswordForm
            submitLabel={t`Take it back`}
            onSubmit={(newPassword) => undoEmailChange(token, newPassword)}
            onDone={toSignIn}
          />
        </div>
      )}
    </MailedLinkPage>
  )
}
