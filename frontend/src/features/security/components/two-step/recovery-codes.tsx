import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { ShownOnce } from '../shown-once'

interface RecoveryCodesProps {
  readonly codes: readonly string[]
  readonly onDone: () => void
}

/** Shows new recovery codes once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactNode {
  return (
    <ShownOnce lines={codes} copied={t`Recovery codes copied.`} onDone={onDone}>
      {t`Keep these codes where you can find them without your phone. Each signs you in once instead of the app. They are not shown again.`}
    </ShownOnce>
  )
}
