import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { LoginForm } from '@/features/auth/components/login-form'
import { toast } from '@/shared/lib/toasts'

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
      <LoginForm onDone={() => toast('You are signed in.')} />
    </SignInPage>
  )
}
