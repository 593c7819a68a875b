import { plural, t } from '@lingui/core/macro'
import type { NewWebhook, Webhook } from '@/api/types'
import { momentOf } from '@/shared/lib/dates'

type WebhookEvent = NewWebhook['events'][number]
type LastTry = NonNullable<Webhook['last_try']>

export const WEBHOOK_EVENTS = [
  'workout.saved',
  'workout.changed',
  'workout.deleted',
] as const satisfies readonly WebhookEvent[]

/** The name of an event: "Saved". */
export function eventName(event: WebhookEvent): string {
  const names: Readonly<Record<WebhookEvent, string>> = {
    'workout.saved': t({ context: 'workout', message: 'Saved' }),
    'workout.changed': t({ context: 'workout', message: 'Changed' }),
    'workout.deleted': t({ context: 'workout', message: 'Deleted' }),
  }
  return names[event]
}

/** The outcome and time of the last delivery. */
export function lastTryText(webhook: Webhook): string {
  const { last_try: lastTry } = webhook
  if (lastTry === null) return t`Nothing sent yet`
  const moment = momentOf(new Date(lastTry.tried_at))
  return `${moment}: ${resultText(lastTry)}`
}

export function resultText({ result, status }: LastTry): string {
  const code = String(status)
  const texts: Readonly<Record<LastTry['result'], string>> = {
    delivered: t`Delivered`,
    answered: t`Not accepted, the answer was ${code}`,
    unreachable: t`Not reached`,
    too_slow: t`No answer in time`,
    not_allowed: t`The server may not send there`,
    secret_lost: t`The server lost its secret: delete it and add another one`,
  }
  return texts[result]
}

/** Sentences about undelivered events; empty if all were delivered. */
export function missingTexts({ waiting, lost }: Webhook): string[] {
  const texts: string[] = []
  if (waiting > 0) texts.push(plural(waiting, { one: '# event waits.', other: '# events wait.' }))
  if (lost > 0)
    texts.push(
      plural(lost, {
        one: '# event was dropped after a day of attempts.',
        other: '# events were dropped after a day of attempts.',
      }),
    )
  return texts
}
