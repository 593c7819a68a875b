import { useQuery } from '@tanstack/react-query'
import type { Workout } from '@/api/types'
import { localDateIn } from '@/shared/lib/dates'
import { usableTimeZone } from '@/shared/lib/time-zones'
import { asSeen, isSettled } from '@/workouts/outbox/item'
import type { OutboxItem } from '@/workouts/outbox/item'
import { outboxQuery } from '@/workouts/outbox/outbox-query'
import { useDay } from '@/workouts/use-day'

/**
 * The server's workouts with waiting changes applied: deleted ones are left out, edited ones updated, moved ones sorted
 * anew.
 */
export function useWithChanges<Stored extends Workout>(workouts: readonly Stored[]): Stored[] {
  const { data: items = [] } = useQuery(outboxQuery)
  const { timeZone } = useDay()
  const shown = workouts.flatMap((workout) => {
    const item = items.find(({ id }) => id === workout.id)
    if (item === undefined || isSettled(item)) return [workout]
    if (item.removed) return []
    return [{ ...workout, ...asSeen({ ...item, workout }), ...dayOf(item, timeZone) }]
  })
  const moved = items.some(({ edit }) => edit?.started_at !== undefined)
  return moved ? shown.toSorted((one, other) => startMs(other) - startMs(one)) : shown
}

const startMs = ({ started_at }: Workout): number => Date.parse(started_at)

function dayOf({ edit }: OutboxItem, timeZone: string): { local_date?: string } {
  if (!edit?.started_at) return {}
  const zone = usableTimeZone(edit.time_zone, timeZone)
  return { local_date: localDateIn(new Date(edit.started_at), zone) }
}
