import { useQuery } from '@tanstack/react-query'
import { type LastTime, lastTime } from './last-time'
import { useSession } from '@/account/use-session'
import { lastWorkoutsQuery } from '@/workouts/api/queries'
import { asSeen } from '@/workouts/outbox/item'
import { outboxQuery } from '@/workouts/outbox/outbox-query'

/** Enough sets to find the last training of any plan that is done weekly. */
const LOOKED_THROUGH = 100

/** The plan's last training, from the server's and this device's workouts; null if there is none. */
export function useLastTime(planId: string, but: string | null = null): LastTime | null {
  const signedIn = useSession(({ status }) => status === 'signed-in')
  const { data: page } = useQuery({ ...lastWorkoutsQuery(LOOKED_THROUGH), enabled: signedIn })
  const { data: items = [] } = useQuery(outboxQuery)
  const unsent = items.filter(({ removed }) => !removed).map(asSeen)
  const known = new Set(unsent.map(({ id }) => id))
  const stored = (page?.items ?? []).filter(({ id }) => !known.has(id))
  return lastTime(planId, [...unsent, ...stored], but)
}
