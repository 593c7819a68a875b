import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { MadeWebhook, NewWebhook, Webhook, Webhooks } from '@/api/types'

/** The account's webhooks, oldest first, and the hosts that are allowed. */
export const webhooksQuery = queryOptions({
  queryKey: ['webhooks'],
  queryFn: async ({ signal }) =>
    (await client.get<Webhooks>('/users/me/webhooks', { signal })).data,
})

/** Creates a webhook. Its secret is only in this response. */
export async function makeWebhook(webhook: NewWebhook): Promise<MadeWebhook> {
  return (await client.post<MadeWebhook>('/users/me/webhooks', webhook)).data
}

/** Sends a test event; returns the webhook with the outcome. */
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
