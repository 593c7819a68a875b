import { useQuery } from '@tanstack/react-query'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { type LocalDate, localDateIn } from '@/shared/lib/dates'
import { usableTimeZone } from '@/shared/lib/time-zones'

export interface Day {
  /** The zone in which the person's days begin: the profile's, for a guest the device's. */
  readonly timeZone: string
  readonly today: LocalDate
}

export function useDay(): Day {
  const signedIn = useSession((state) => state.status === 'signed-in')
  const { data: me } = useQuery({ ...meQuery, enabled: signedIn })
  const timeZone = usableTimeZone(me?.time_zone)
  return { timeZone, today: localDateIn(new Date(), timeZone) }
}
