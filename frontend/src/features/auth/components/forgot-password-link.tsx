import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { capabilitiesQuery } from '@/account/capabilities'

/** Shown only if the server can send mail. */
export function ForgotPasswordLink(): ReactNode {
  const { data: capabilities } = useQuery(capabilitiesQuery)
  if (capabilities?.mail !== true) return null
  return (
    <p className="mt-5 text-center">
      <Link to="/forgot-password" className="text-accent-ink font-semibold underline">
        {t`Forgot your password?`}
      </Link>
    </p>
  )
}
