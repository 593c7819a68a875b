import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { ForgotPasswordLink } from '@/features/auth/components/forgot-password-link'
import { LoginForm } from '@/features/auth/components/login-form'
import { PasskeyLogin } from '@/features/auth/components/passkey-login'

export function Component(): ReactNode {
  return (
    <SignInPage
      title={t`Sign in`}
      lead={t`Welcome back.`}
      footer={(search) => (
        <Trans>
          New here?{' '}
          <Link to={`/register${search}`} className="text-accent-ink font-semibold underline">
            Create an account
          </Link>
        </Trans>
      )}
    >
      <LoginForm />
      <PasskeyLogin />
      <ForgotPasswordLink />
    </SignInPage>
  )
}
