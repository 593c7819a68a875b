import { useQuery } from '@tanstack/react-query'
import { meQuery } from '@/account/me'
import { useSession } from '@/account/use-session'
import { type LocalDate, deviceTimeZone, localDateIn } from '@/shared/lib/dates'

export interface Day {
  /** The zone in which the person's days begin: the profile's, for a guest the device's. */
  readonly timeZone: string
  readonly today: LocalDate
}

export function useDay(): Day {
  const signedIn = useSession((state) => state.status === 'signed-in')
  const { data: me } = useQuery({ ...meQuery, enabled: signedIn })
  const timeZone = me?.time_zone ?? deviceTimeZone()
  return { timeZone, today: localDateIn(new Date(), timeZone) }
}
