import { t } from '@lingui/core/macro'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Globe } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Banner } from './banner'
import { meQuery, updateMe } from '@/account/me'
import { problemText } from '@/account/problem-text'
import { useSession } from '@/account/use-session'
import { storage } from '@/shared/lib/browser/storage'
import { deviceTimeZone, isTimeZone, showTheSame } from '@/shared/lib/time-zones'
import { toast } from '@/shared/lib/toasts'
import { Button } from '@/shared/ui/button'

/** The zone for which the offer was declined on this device. */
const DECLINED_KEY = 'exercise-buddy.declined-zone'

/** For users away from home: days follow the profile's zone until they change it. */
export function ZoneOffer(): ReactNode {
  const signedIn = useSession((state) => state.status === 'signed-in')
  const { data: me } = useQuery({ ...meQuery, enabled: signedIn })
  const [declined, setDeclined] = useState(() => storage.get(DECLINED_KEY))
  const [now] = useState(() => new Date())
  const here = deviceTimeZone()
  const move = useMove()
  const home = me?.time_zone
  if (!signedIn || here === null || home === undefined || declined === here) return null
  if (isTimeZone(home) && showTheSame(home, here, now)) return null

  const decline = (): void => {
    storage.set(DECLINED_KEY, here)
    setDeclined(here)
  }
  return (
    <Banner
      icon={Globe}
      actions={
        <>
          <Button size="small" busy={move.isPending} onClick={() => move.mutate(here)}>
            {t`Use ${placeOf(here)}`}
          </Button>
          <Button size="small" variant="secondary" onClick={decline}>
            {t`Keep ${placeOf(home)}`}
          </Button>
        </>
      }
    >
      {t`This device is on ${placeOf(here)} time; your days begin at midnight in ${placeOf(home)}.`}
    </Banner>
  )
}

function useMove() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (zone: string) => updateMe({ time_zone: zone }),
    onSuccess: () => queryClient.invalidateQueries(),
    onError: (error) => toast(problemText(error), { tone: 'danger' }),
  })
}

/** "Ho Chi Minh" of "Asia/Ho_Chi_Minh". */
function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}
