import { queryOptions } from '@tanstack/react-query'
import { outbox } from './outbox'
import type { OutboxItem } from './store'
import type { Query } from '@/shared/lib/query'

/** What waits on this device. Works without a network; invalidated at every change of the outbox. */
export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: () => outbox.items(),
  networkMode: 'always',
})

/** What waits of one workout, whoever is signed in by now. */
export function outboxItemQuery(id: string): Query<OutboxItem | null> {
  return queryOptions<OutboxItem | null>({
    queryKey: ['outbox', 'item', id],
    queryFn: () => outbox.find(id),
    networkMode: 'always',
  })
}

/** How many workouts wait for whoever did them to sign in again. */
export const awaitingSignInQuery = queryOptions({
  queryKey: ['outbox', 'awaiting-sign-in'],
  queryFn: () => outbox.awaitingSignIn(),
  networkMode: 'always',
})
