import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { MadeWebhook, NewWebhook, Webhook, Webhooks } from '@/api/types'

/** The webhooks of the account, the oldest first, and where they may lead. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) =>
    (await client.get<Webhooks>('/users/me/webhooks', { signal })).data,
})

/** The secret is in this answer only. */
export async function makeWebhook(webhook: NewWebhook): Promise<MadeWebhook> {
  return (await client.post<MadeWebhook>('/users/me/webhooks', webhook)).data
}

/** The webhook, after an event without meaning was sent there. */
export async function testWebhook(id: string): Promise<Webhook> {
  return (await client.post<Webhook>(`/users/me/webhooks/${id}/test`)).data
}

export async function switchWebhookOn(id: string, password: string): Promise<void> {
  await client.patch(`/users/me/webhooks/${id}`, { enabled: true, password })
}

export async function switchWebhookOff(id: string): Promise<void> {
  await client.patch(`/users/me/webhooks/${id}`, { enabled: false })
}

export async function deleteWebhook(id: string): Promise<void> {
  await client.delete(`/users/me/webhooks/${id}`)
}
