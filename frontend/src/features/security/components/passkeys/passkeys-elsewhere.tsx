import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { Capabilities } from '@/api/types'

/** Explains why passkeys do not work at this address, and where they do. */
export function PasskeysElsewhere({
  capabilities: { passkeys, public_url: publicUrl },
}: {
  readonly capabilities: Capabilities
}): ReactNode {
  if (passkeys) return <p className="text-muted text-sm">{t`This browser has no passkeys.`}</p>
  if (publicUrl === location.origin) {
    return <p className="text-muted text-sm">{t`Passkeys need https, or localhost.`}</p>
  }
  return (
    <p className="text-muted text-sm">
      <Trans>
        Passkeys do not work at this address. Open{' '}
        <a
          href={`${publicUrl}/profile/security`}
          className="text-accent-ink font-semibold wrap-anywhere underline"
        >
          {publicUrl}
        </a>{' '}
        to use passkeys.
      </Trans>
    </p>
  )
}
