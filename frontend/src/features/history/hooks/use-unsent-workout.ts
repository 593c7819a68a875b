import { useQuery } from '@tanstack/react-query'
import type { DetailedWorkout, NewWorkout } from '@/api/types'
import { localDateIn } from '@/shared/lib/dates'
import { usableTimeZone } from '@/shared/lib/time-zones'
import { asSeen } from '@/workouts/outbox/item'
import { outboxQuery } from '@/workouts/outbox/outbox-query'
import { useDay } from '@/workouts/use-day'

/** A workout waiting on this device, in the shape of the API; undefined if there is none. */
export function useUnsentWorkout(id: string): DetailedWorkout | undefined {
  const { timeZone } = useDay()
  const { data: items = [] } = useQuery(outboxQuery)
  const item = items.find((each) => each.id === id && each.atServer !== true && !each.removed)
  return item && asStored(asSeen(item), timeZone)
}

function asStored(workout: NewWorkout, timeZone: string): DetailedWorkout {
  const { started_at } = workout
  return {
    counted_reps: null,
    calories_burned: null,
    met: null,
    met_code: null,
    weight_kg: null,
    note: null,
    source: 'camera',
    local_date: localDateIn(new Date(started_at), usableTimeZone(workout.time_zone, timeZone)),
    created_at: started_at,
    updated_at: started_at,
    edited_at: started_at,
    training: null,
    ...workout,
    details: workout.details ?? {},
  }
}
