import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { verifyEmail } from '../api/auth'
import { meQuery } from '@/account/me'
import { PressLink } from '@/account/press-link'

/** The target of the mailed link that confirms an address. */
export function VerifyEmail({ token }: { readonly token: string }): ReactNode {
  return (
    <PressLink
      act={() => verifyEmail(token)}
      queryKey={meQuery.queryKey}
      label={t`Confirm my email`}
      done={t`Your email address is confirmed.`}
    />
  )
}
