import type { QueryClient } from '@tanstack/react-query'
import { applyRemoved, applySaved, refetchWorkouts } from './api/apply-saved'
import { onOutboxChange } from './outbox/outbox'
import type { OutboxChange } from './outbox/outbox-change'
import { outboxItemQuery, outboxQuery } from './outbox/outbox-query'

/** Updates the cache with what the outbox stores and what the server answers. Returns a function that stops it. */
export function followOutbox(queryClient: QueryClient): () => void {
  return onOutboxChange((change) => {
    apply(queryClient, change)
    void queryClient.invalidateQueries({ queryKey: outboxQuery.queryKey })
  })
}

function apply(queryClient: QueryClient, change: OutboxChange): void {
  switch (change.kind) {
    case 'saved':
      // Move it from one list to the other in one step; reading the device's database again would take longer.
      noLongerWaits(queryClient, change.saved.workout.id)
      applySaved(queryClient, change.saved)
      return
    case 'removed':
      applyRemoved(queryClient, change.id)
      return
    case 'elsewhere':
      void refetchWorkouts(queryClient)
      return
    case 'stored':
  }
}

function noLongerWaits(queryClient: QueryClient, id: string): void {
  queryClient.setQueryData(outboxQuery.queryKey, (items) => items?.filter((item) => item.id !== id))
  queryClient.setQueryData(outboxItemQuery(id).queryKey, (item) =>
    item === undefined ? item : null,
  )
}
