import { t } from '@lingui/core/macro'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import {
  deleteWebhook,
  switchWebhookOff,
  switchWebhookOn,
  testWebhook,
  webhooksQuery,
} from '../../api/webhooks'
import { resultText } from '../../lib/webhook-words'
import { NewWebhookDialog } from './new-webhook-dialog'
import { WebhookRow } from './webhook-row'
import { PasswordDialog } from '@/account/password-dialog'
import { problemText } from '@/account/problem-text'
import type { Webhook, Webhooks } from '@/api/types'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'
import { ConfirmDialog } from '@/shared/ui/confirm-dialog'

interface Asked {
  readonly about: Webhook
  readonly what: 'on' | 'delete'
}

const sayProblem = (problem: Error): unknown => toast(problemText(problem), { tone: 'danger' })

/** The account's webhooks with their last delivery; each can be tested, switched off and deleted. */
export function WebhookList({ webhooks }: { readonly webhooks: Webhooks }): ReactNode {
  const queryClient = useQueryClient()
  const [making, setMaking] = useState(false)
  const [asked, setAsked] = useState<Asked | null>(null)
  const read = (): Promise<void> =>
    queryClient.invalidateQueries({ queryKey: webhooksQuery.queryKey })
  const test = useMutation({
    mutationFn: testWebhook,
    onSuccess: async ({ last_try: lastTry }) => {
      if (lastTry !== null)
        toast(resultText(lastTry), lastTry.result === 'delivered' ? {} : { tone: 'danger' })
      await read()
    },
    onError: sayProblem,
  })
  const switchOff = useMutation({
    mutationFn: switchWebhookOff,
    onSuccess: read,
    onError: sayProblem,
  })
  return (
    <div className="flex flex-col items-start gap-4">
      <p className="text-muted">
        {t`A program of yours is notified when a set is saved, changed or deleted, without weight and calories. A new password, address or two-step sign-in switches all webhooks off.`}
      </p>
      <ul className="m-0 flex w-full list-none flex-col p-0">
        {webhooks.items.map((webhook) => (
          <WebhookRow
            key={webhook.id}
            webhook={webhook}
            testing={test.isPending && test.variables === webhook.id}
            onTest={() => test.mutate(webhook.id)}
            onSwitch={() =>
              webhook.enabled
                ? switchOff.mutate(webhook.id)
                : setAsked({ about: webhook, what: 'on' })
            }
            onDelete={() => setAsked({ about: webhook, what: 'delete' })}
          />
        ))}
      </ul>
      {webhooks.allowed_hosts.length === 0 ? null : (
        <Button variant="secondary" onClick={() => setMaking(true)}>
          {t`Add a webhook`}
        </Button>
      )}
      {making ? (
        <NewWebhookDialog
          allowedHosts={webhooks.allowed_hosts}
          onMade={() => void read()}
          onClose={() => setMaking(false)}
        />
      ) : null}
      {asked === null ? null : (
        <Question asked={asked} onChanged={read} onClose={() => setAsked(null)} />
      )}
    </div>
  )
}

interface QuestionProps {
  readonly asked: Asked
  readonly onChanged: () => Promise<void>
  readonly onClose: () => void
}

/** Asks for confirmation before a webhook is switched on again or deleted. */
function Question({ asked: { about, what }, onChanged, onClose }: QuestionProps): ReactNode {
  const remove = useMutation({
    mutationFn: deleteWebhook,
    onSuccess: async () => {
      onClose()
      toast(t`Webhook deleted.`)
      await onChanged()
    },
    onError: sayProblem,
  })
  if (what === 'on') {
    return (
      <PasswordDialog
        title={t`Switch the webhook on`}
        confirmLabel={t`Switch on`}
        onConfirm={async (password) => {
          await switchWebhookOn(about.id, password)
          onClose()
          await onChanged()
        }}
        onClose={onClose}
      >
        <p className="break-all">{about.url}</p>
      </PasswordDialog>
    )
  }
  return (
    <ConfirmDialog
      title={t`Delete this webhook?`}
      confirmLabel={t`Delete`}
      busy={remove.isPending}
      onConfirm={() => remove.mutate(about.id)}
      onClose={onClose}
    >
      <p className="break-all">{about.url}</p>
      <p className="mt-2">{t`It is no longer notified. Its secret and what waits are deleted, too.`}</p>
    </ConfirmDialog>
  )
}
