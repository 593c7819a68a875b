import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { SignInPage } from '../layout/sign-in-page'
import { RegisterForm } from '@/features/auth/components/register-form'
import { toast } from '@/shared/lib/toasts'

export function Component(): ReactNode {
  return (
    <SignInPage
      title={t`Create an account`}
      lead={t`Your training, kept and added up.`}
      footer={(search) => (
        <Trans>
          Already have one?{' '}
          <Link to={`/login${search}`} className="text-accent-ink font-semibold underline">
            Sign in
          </Link>
        </Trans>
      )}
    >
      <RegisterForm onDone={() => toast(t`Welcome! Your account is ready.`)} />
    </SignInPage>
  )
}
