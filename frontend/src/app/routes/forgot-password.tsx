import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { useSession } from '@/account/use-session'
import { ForgotPasswordForm } from '@/features/auth/components/forgot-password-form'

/** Whoever is signed in may have forgotten it, too, and opened a link that has expired. */
export function Component(): ReactNode {
  const isSignedIn = useSession((state) => state.status === 'signed-in')
  return (
    <SignInPage
      forEverybody
      title={t`Forgot your password?`}
      lead={t`We will email you a link to choose a new one.`}
      footer={(search) => (
        <Link
          to={isSignedIn ? '/profile' : `/login${search}`}
          className="text-accent-ink font-semibold underline"
        >
          {isSignedIn ? t`Back to your profile` : t`Back to sign-in`}
        </Link>
      )}
    >
      <ForgotPasswordForm />
    </SignInPage>
  )
}
