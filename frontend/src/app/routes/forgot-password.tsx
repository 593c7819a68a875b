import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { capabilitiesQuery } from '@/account/capabilities'
import { useSession } from '@/account/use-session'
import { ForgotPasswordForm } from '@/features/auth/components/forgot-password-form'

/** Whoever is signed in may have forgotten it, too, and opened a link that has expired. */
export function Component(): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  const sendsEmail = capabilities?.mail !== false
  const isSignedIn = useSession((state) => state.status === 'signed-in')
  return (
    <SignInPage
      forEverybody
      title={t`Forgot your password?`}
      lead={
        sendsEmail
          ? t`We will email you a link to choose a new one.`
          : t`This server sends no email, so it cannot send you a link.`
      }
      footer={(search) => (
        <Link
          to={isSignedIn ? '/profile' : `/login${search}`}
          className="text-accent-ink font-semibold underline"
        >
          {isSignedIn ? t`Back to your profile` : t`Back to sign-in`}
        </Link>
      )}
    >
      {sendsEmail ? <ForgotPasswordForm /> : <WithoutEmail passkeys={capabilities.passkeys} />}
    </SignInPage>
  )
}

/** A form could only fail: says who can help instead, and how. */
function WithoutEmail({ passkeys }: { readonly passkeys: boolean }): ReactNode {
  return (
    <ul className="m-0 flex list-disc flex-col gap-3 ps-5">
      <li>
        <Trans>
          Ask whoever runs this server to set <code>SMTP_URL</code>, as its runbook describes. After
          that, this page sends you a link.
        </Trans>
      </li>
      {passkeys ? <li>{t`If your account has a passkey, sign in with that.`}</li> : null}
    </ul>
  )
}
