import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { ForgotPasswordLink } from '@/features/auth/components/forgot-password-link'
import { LoginForm } from '@/features/auth/components/login-form'
import { PasskeyLogin } from '@/features/auth/components/passkey-login'
import { toast } from '@/shared/lib/toasts'

function welcome(): void {
  toast('You are signed in.')
}

export function Component(): ReactNode {
  return (
    <SignInPage
      title="Sign in"
      lead="Welcome back."
      footer={(search) => (
        <>
          New here?{' '}
          <Link to={`/register${search}`} className="text-accent-ink font-semibold underline">
            Create an account
          </Link>
        </>
      )}
    >
      <LoginForm onDone={welcome} />
      <PasskeyLogin onDone={welcome} />
      <ForgotPasswordLink />
    </SignInPage>
  )
}
