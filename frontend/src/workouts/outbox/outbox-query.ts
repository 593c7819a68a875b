import { queryOptions } from '@tanstack/react-query'
import type { OutboxItem } from './item'
import { outbox } from './outbox'
import type { Query } from '@/shared/lib/query'

/** The waiting items on this device. Works offline; invalidated by every change of the outbox. */
export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: () => outbox.items(),
  networkMode: 'always',
})

/** The waiting item of one workout, whoever is signed in. */
export function outboxItemQuery(id: string): Query<OutboxItem | null> {
  return queryOptions<OutboxItem | null>({
    queryKey: ['outbox', 'item', id],
    queryFn: () => outbox.find(id),
    networkMode: 'always',
  })
}

/** How many workouts wait for their owner to sign in again. */
export const awaitingSignInQuery = queryOptions({
  queryKey: ['outbox', 'awaiting-sign-in'],
  queryFn: async () => (await outbox.awaitingSignIn()).length,
  networkMode: 'always',
})
