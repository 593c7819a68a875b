import { useQuery } from '@tanstack/react-query'
import { asSeen, isSettled } from '@/api/outbox/item'
import { outboxQuery } from '@/api/outbox/outbox-query'
import type { Workout } from '@/api/types'

/** What the server said, with what its owner changed here since: deleted ones are left out, edits are shown. */
export function useWithChanges(workouts: readonly Workout[]): Workout[] {
  const { data: items = [] } = useQuery(outboxQuery)
  return workouts.flatMap((workout) => {
    const item = items.find(({ id }) => id === workout.id)
    if (item === undefined || isSettled(item)) return [workout]
    return item.removed ? [] : [{ ...workout, ...asSeen({ ...item, workout }) }]
  })
}
