import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { RegisterForm } from '@/features/auth/components/register-form'
import { toast } from '@/shared/lib/toasts'

export function Component(): ReactNode {
  return (
    <SignInPage
      title="Create an account"
      lead="Your workouts, kept and added up."
      footer={(search) => (
        <>
          Already have one?{' '}
          <Link to={`/login${search}`} className="text-accent-ink font-semibold underline">
            Sign in
          </Link>
        </>
      )}
    >
      <RegisterForm onDone={() => toast('Welcome! Your account is ready.')} />
    </SignInPage>
  )
}
