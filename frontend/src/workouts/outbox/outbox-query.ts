import { queryOptions } from '@tanstack/react-query'
import { outbox } from './outbox'

/** What waits on this device. Works without a network; invalidated at every change of the outbox. */
export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  queryFn: () => outbox.items(),
  networkMode: 'always',
})
