import { lazy, type ReactNode, Suspense } from 'react'

// What seldom has anything to show comes after what a home page always shows.
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

/** Leads back to a set that was broken off. */
export function UnfinishedSet(): ReactNode {
  return (
    <Suspense fallback={null}>
      <UnfinishedSetNotice />
    </Suspense>
  )
}

/** What the server has not confirmed yet. */
export function WaitingWorkouts(): ReactNode {
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
