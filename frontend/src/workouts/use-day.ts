import { useQuery } from '@tanstack/react-query'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { type LocalDate, localDateIn } from '@/shared/lib/dates'
import { usableTimeZone } from '@/shared/lib/time-zones'

export interface Day {
  /** The zone of the user's days: the profile's, or the device's for a guest. */
  readonly timeZone: string
  readonly today: LocalDate
}

export function useDay(): Day {
  const signedIn = useSession((state) => state.status === 'signed-in')
  const { data: me } = useQuery({ ...meQuery, enabled: signedIn })
  const timeZone = usableTimeZone(me?.time_zone)
  return { timeZone, today: localDateIn(new Date(), timeZone) }
}
