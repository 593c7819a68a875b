import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { statisticsQuery } from '../api/queries'
import { type Milestone, type Reached, highest, notCelebrated, reachedIn } from '../lib/milestones'
import { meQuery, updateMe } from '@/account/me'
import { useSession } from '@/account/use-session'
import type { User } from '@/api/types'

/** The account's preference that stores what was celebrated, so that no other device repeats it. */
const PREFERENCE = 'celebrated'

export interface Celebrations {
  readonly milestones: readonly Milestone[]
  readonly celebrated: () => void
}

/**
 * What was reached and not celebrated yet. Everything reached before the first visit counts as celebrated: nobody wants
 * years of news at once.
 */
export function useCelebrations(): Celebrations {
  const queryClient = useQueryClient()
  const enabled = useSession(({ status }) => status === 'signed-in')
  const { data: me } = useQuery({ ...meQuery, enabled })
  const { data: statistics } = useQuery({ ...statisticsQuery(), enabled })
  const reached = statistics === undefined ? null : reachedIn(statistics)
  const known = me === undefined ? null : celebratedOf(me)
  const { mutate, isPending, isIdle } = useMutation({
    mutationFn: async (now: Reached) => {
      // Refetch first: all preferences are sent, and those cached here may be older than another device's.
      const newest = await queryClient.query({ ...meQuery, staleTime: 0 })
      const before = celebratedOf(newest)
      if (known === null && before !== null) return newest
      const celebrated = highest(before ?? {}, now)
      return updateMe({ preferences: { ...newest.preferences, [PREFERENCE]: celebrated } })
    },
    onSuccess: (user) => queryClient.setQueryData(meQuery.queryKey, user),
  })
  const isFirstVisit = me !== undefined && known === null && reached !== null && isIdle

  useEffect(() => {
    if (isFirstVisit) mutate(reached)
  }, [isFirstVisit, reached, mutate])

  if (reached === null || known === null) return { milestones: [], celebrated: () => undefined }
  return {
    milestones: isPending ? [] : notCelebrated(reached, known),
    celebrated: () => mutate(reached),
  }
}

function celebratedOf({ preferences }: User): Reached | null {
  const kept = preferences[PREFERENCE]
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}
