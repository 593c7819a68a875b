import { t } from '@lingui/core/macro'
import { Webhook as WebhookIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { WEBHOOK_EVENTS, eventName, lastTryText, missingTexts } from '../../lib/webhook-words'
import type { Webhook } from '@/api/types'
import { Button } from '@/shared/ui/button'

interface WebhookRowProps {
  readonly webhook: Webhook
  readonly testing: boolean
  readonly onTest: () => void
  readonly onSwitch: () => void
  readonly onDelete: () => void
}

/** One webhook, named by its host only, because the rest of a URL may contain a secret. */
export function WebhookRow({
  webhook,
  testing,
  onTest,
  onSwitch,
  onDelete,
}: WebhookRowProps): ReactNode {
  const { host } = new URL(webhook.url)
  const events = WEBHOOK_EVENTS.filter((event) => webhook.events.includes(event))
  const told = [...events.map(eventName), ...(webhook.with_notes ? [t`with notes`] : [])]
  return (
    <li className="border-line flex flex-col gap-3 border-b py-4 first:pt-0 last:border-0">
      <div className="flex items-start gap-4">
        <WebhookIcon aria-hidden className="text-muted mt-0.5 size-5 shrink-0" />
        <div className="min-w-0 flex-1">
          <p className="font-semibold break-all">
            {host}
            {webhook.enabled ? null : <span className="text-danger ms-2">{t`Off`}</span>}
          </p>
          <p className="text-muted text-sm">{told.join(' · ')}</p>
          <p className="text-muted text-sm">{lastTryText(webhook)}</p>
          {missingTexts(webhook).map((text) => (
            <p key={text} className="text-danger text-sm font-medium">
              {text}
            </p>
          ))}
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          variant="secondary"
          busy={testing}
          aria-label={t`Send a test to ${host}`}
          onClick={onTest}
        >
          {t`Send a test`}
        </Button>
        <Button
          size="small"
          variant="secondary"
          aria-label={webhook.enabled ? t`Switch off ${host}` : t`Switch on ${host}`}
          onClick={onSwitch}
        >
          {webhook.enabled ? t`Switch off` : t`Switch on`}
        </Button>
        <Button size="small" variant="secondary" aria-label={t`Delete ${host}`} onClick={onDelete}>
          {t`Delete`}
        </Button>
      </div>
    </li>
  )
}
