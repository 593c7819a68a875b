import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { withToasts } from '../toasts'
import { useAnythingInterrupted } from '@/features/train/hooks/use-anything-interrupted'
import { onDemand } from '@/shared/ui/on-demand'
import { awaitingSignInQuery, outboxQuery } from '@/workouts/outbox/outbox-query'

// These parts rarely show anything and are larger than the page itself.
const UnfinishedSetNotice = onDemand(
  async () =>
    (await import('@/features/train/components/unfinished/unfinished-set-notice'))
      .UnfinishedSetNotice,
)
const WaitingList = onDemand(
  async () =>
    (await withToasts(import('@/features/history/components/list/waiting-workouts')))
      .WaitingWorkouts,
)
const CelebrationCard = onDemand(
  async () => (await import('@/features/statistics/components/celebration')).Celebration,
  { failed: null },
)

/** What shows that a set was not saved yet: a network that is gone is why, and no time to load it. */
export async function preloadNotices(): Promise<void> {
  await Promise.all([UnfinishedSetNotice.preload(), WaitingList.preload()])
}

/** Leads back to an interrupted set. */
export function UnfinishedSet(): ReactNode {
  return useAnythingInterrupted() ? <UnfinishedSetNotice /> : null
}

/** What the server has not confirmed yet. */
export function WaitingWorkouts(): ReactNode {
  const { data: waiting = [] } = useQuery(outboxQuery)
  const { data: awaitingSignIn = 0 } = useQuery(awaitingSignInQuery)
  return waiting.length + awaitingSignIn === 0 ? null : <WaitingList />
}

/** What was reached since the last visit. */
export function Celebration(): ReactNode {
  return <CelebrationCard />
}
