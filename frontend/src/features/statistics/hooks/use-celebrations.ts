import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { statisticsQuery } from '../api/queries'
import { type Milestone, type Reached, highest, notCelebrated, reachedIn } from '../lib/milestones'
import { meQuery, updateMe } from '@/account/me'
import { useSession } from '@/account/use-session'
import type { User } from '@/api/types'

/** Where the account keeps what was celebrated, so that no other device does it again. */
const PREFERENCE = 'celebrated'

export interface Celebrations {
  readonly milestones: readonly Milestone[]
  readonly celebrated: () => void
}

/**
 * What is reached and not celebrated yet. What an account had reached before it first came here is taken as celebrated:
 * nobody wants the news of years at once.
 */
export function useCelebrations(): Celebrations {
  const queryClient = useQueryClient()
  const enabled = useSession(({ status }) => status === 'signed-in')
  const { data: me } = useQuery({ ...meQuery, enabled })
  const { data: statistics } = useQuery({ ...statisticsQuery(), enabled })
  const { mutate, isPending, isError } = useMutation({
    mutationFn: (celebrated: Reached) =>
      updateMe({ preferences: { ...me?.preferences, [PREFERENCE]: celebrated } }),
    onSuccess: (user) => queryClient.setQueryData(meQuery.queryKey, user),
  })
  const reached = statistics === undefined ? null : reachedIn(statistics)
  const known = me === undefined ? null : celebratedOf(me)
  const first = me !== undefined && known === null && !isPending && !isError ? reached : null

  useEffect(() => {
    if (first !== null) mutate(first)
  }, [first, mutate])

  if (reached === null || known === null) return { milestones: [], celebrated: () => undefined }
  return {
    milestones: isPending ? [] : notCelebrated(reached, known),
    celebrated: () => mutate(highest(known, reached)),
  }
}

function celebratedOf({ preferences }: User): Reached | null {
  const kept = preferences[PREFERENCE]
  if (typeof kept !== 'object' || kept === null || Array.isArray(kept)) return null
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  )
}
