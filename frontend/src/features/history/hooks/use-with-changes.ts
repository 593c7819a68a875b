import { useQuery } from '@tanstack/react-query'
import type { Workout } from '@/api/types'
import { asSeen, isSettled } from '@/workouts/outbox/item'
import { outboxQuery } from '@/workouts/outbox/outbox-query'

/** What the server said, with what its owner changed here since: deleted ones are left out, edits are shown. */
export function useWithChanges<Stored extends Workout>(workouts: readonly Stored[]): Stored[] {
  const { data: items = [] } = useQuery(outboxQuery)
  return workouts.flatMap((workout) => {
    const item = items.find(({ id }) => id === workout.id)
    if (item === undefined || isSettled(item)) return [workout]
    return item.removed ? [] : [{ ...workout, ...asSeen({ ...item, workout }) }]
  })
}
