import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { PushServer, ReminderChange, Reminders } from '@/api/types'
import type { Language } from '@/shared/words/language'

const PATH = '/users/me/reminders'

/** When the person is reminded to train, and in which browsers. */
export const remindersQuery = queryOptions({
  queryKey: ['reminders'],
  queryFn: async ({ signal }) => (await client.get<Reminders>(PATH, { signal })).data,
})

export async function changeReminders(change: ReminderChange): Promise<Reminders> {
  return (await client.patch<Reminders>(PATH, change)).data
}

/** What a browser takes pushes by. */
export async function pushServerKey(): Promise<string> {
  return (await client.get<PushServer>(`${PATH}/server`)).data.application_server_key
}

/** Has the server remind in this browser. Safe to repeat. */
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
