import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { PushServer, ReminderChange, Reminders } from '@/api/types'
import type { Language } from '@/shared/words/language'

const PATH = '/users/me/reminders'

/** When the user is reminded to train, and in which browsers. */
export const remindersQuery = queryOptions({
  queryKey: ['reminders'],
  queryFn: async ({ signal }) => (await client.get<Reminders>(PATH, { signal })).data,
})

export async function changeReminders(change: ReminderChange): Promise<Reminders> {
  return (await client.patch<Reminders>(PATH, change)).data
}

/** The server's public key, with which a browser subscribes to pushes. */
export async function pushServerKey(): Promise<string> {
  return (await client.get<PushServer>(`${PATH}/server`)).data.application_server_key
}

/** Registers this browser for reminders. Safe to repeat. */
export async function registerSubscription(
  subscription: PushSubscription,
  language: Language,
): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  await client.post(`${PATH}/subscriptions`, { endpoint, keys, language })
}

export async function removeSubscription(id: string): Promise<void> {
  await client.delete(`${PATH}/subscriptions/${id}`)
}
