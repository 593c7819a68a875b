import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, Suspense } from 'react'
import { useAnythingInterrupted } from '@/features/train/hooks/use-anything-interrupted'
import { awaitingSignInQuery, outboxQuery } from '@/workouts/outbox/outbox-query'

// These parts rarely show anything and are larger than the page itself, so they load only when they do.
const UnfinishedSetNotice = lazy(async () => {
  const { UnfinishedSetNotice: Notice } =
    await import('@/features/train/components/unfinished-set-notice')
  return { default: Notice }
})
const WaitingList = lazy(async () => {
  const { WaitingWorkouts: List } = await import('@/features/history/components/waiting-workouts')
  return { default: List }
})
const CelebrationCard = lazy(async () => {
  const { Celebration: Card } = await import('@/features/statistics/components/celebration')
  return { default: Card }
})

/** Leads back to an interrupted set. */
export function UnfinishedSet(): ReactNode {
  if (!useAnythingInterrupted()) return null
  return (
    <Suspense fallback={null}>
      <UnfinishedSetNotice />
    </Suspense>
  )
}

/** What the server has not confirmed yet. */
export function WaitingWorkouts(): ReactNode {
  const { data: waiting = [] } = useQuery(outboxQuery)
  const { data: awaitingSignIn = 0 } = useQuery(awaitingSignInQuery)
  if (waiting.length + awaitingSignIn === 0) return null
  return (
    <Suspense fallback={null}>
      <WaitingList />
    </Suspense>
  )
}

/** What was reached since the last visit. */
export function Celebration(): ReactNode {
  return (
    <Suspense fallback={null}>
      <CelebrationCard />
    </Suspense>
  )
}
