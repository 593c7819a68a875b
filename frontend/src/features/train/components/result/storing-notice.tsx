import { t } from '@lingui/core/macro'
import { CircleCheck, Smartphone } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FinishedSet } from '../../hooks/use-finished-set'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { ownText } from '@/shared/ui/own-text'
import { Spinner } from '@/shared/ui/spinner'

interface StoringNoticeProps {
  readonly set: FinishedSet
  /** Whether there is an account to send the workout to. */
  readonly signedIn: boolean
  readonly onRetry: () => void
}

/** Where the workout is stored by now. */
export function StoringNotice({ set, signedIn, onRetry }: StoringNoticeProps): ReactNode {
  switch (set.storing) {
    case 'not-yet':
      return null
    case 'storing':
      return <Spinner label={t`Saving`} />
    case 'failed':
      return (
        <Alert
          tone="danger"
          title={t`This browser could not keep the set`}
          actions={
            <Button size="small" onClick={onRetry}>
              {t`Try again`}
            </Button>
          }
        >
          {t`Its storage is full or switched off. Leave this page open, free some space, and try again.`}
        </Alert>
      )
    case 'refused':
      return (
        <Saved icon="device">
          {t`Saved on this device. The server did not accept it; see the history.`}
        </Saved>
      )
    case 'on-device':
      return (
        <Saved icon="device">
          {signedIn ? t`Saved on this device, to be uploaded` : t`Saved on this device`}
        </Saved>
      )
    case 'at-server':
      return <Saved icon="done">{t`Saved`}</Saved>
  }
}

interface SavedProps {
  readonly icon: 'device' | 'done'
  readonly children: ReactNode
}

function Saved({ icon, children }: SavedProps): ReactNode {
  const Icon = icon === 'done' ? CircleCheck : Smartphone
  return (
    <p
      role="status"
      data-testid="workout-saved"
      className="text-success flex items-center gap-2 font-semibold"
    >
      <Icon aria-hidden className="size-5 shrink-0" />
      {ownText(children)}
    </p>
  )
}
