import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { ForgotPasswordForm } from '@/features/auth/components/forgot-password-form'

export function Component(): ReactNode {
  return (
    <SignInPage
      title={t`Forgot your password?`}
      lead={t`We will email you a link to choose a new one.`}
      footer={(search) => (
        <Link to={`/login${search}`} className="text-accent-ink font-semibold underline">
          {t`Back to sign-in`}
        </Link>
      )}
    >
      <ForgotPasswordForm />
    </SignInPage>
  )
}
