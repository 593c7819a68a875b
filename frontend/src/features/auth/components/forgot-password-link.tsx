import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** Leads somewhere without email, too: to what else helps. */
export function ForgotPasswordLink(): ReactNode {
  return (
    <p className="mt-5 text-center">
      <Link to="/forgot-password" className="text-accent-ink font-semibold underline">
        {t`Forgot your password?`}
      </Link>
    </p>
  )
}
