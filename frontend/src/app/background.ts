import type { QueryClient } from '@tanstack/react-query'
import { keepAppOnDevice } from './pwa/app-version'
import { awaitInstallOffer } from './pwa/install'
import { guardUnsentWork } from './pwa/unsent-work'
import { onOutboxChange } from '@/api/outbox/outbox'
import { outboxQuery } from '@/api/outbox/outbox-query'
import { startOutboxSync } from '@/api/outbox/sync-triggers'
import { problemText } from '@/api/problem-text'
import { useSession } from '@/api/session'
import { keepSession } from '@/api/session-keeper'
import { GOALS_KEY } from '@/features/goals/api/goals'
import { WORKOUTS_KEY } from '@/features/history/api/queries'
import { STATISTICS_KEY } from '@/features/statistics/api/queries'
import { followSystemTheme } from '@/shared/lib/theme'
import { toast } from '@/shared/lib/toasts'

/** Everything that goes on without a screen of its own. Returns the way to stop. */
export function startBackground(queryClient: QueryClient): () => void {
  const stops = [
    followSystemTheme(),
    forgetOnChangeOfUser(queryClient),
    tellWhenSessionEnds(),
    refetchOnSync(queryClient),
    keepSession(),
    keepAppOnDevice(),
    awaitInstallOffer(),
    guardUnsentWork(),
    startOutboxSync((error) => toast(problemText(error), { tone: 'danger' })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Nothing of one account may be seen in the next. */
function forgetOnChangeOfUser(queryClient: QueryClient): () => void {
  return useSession.subscribe((now, before) => {
    if (now.userId !== before.userId) queryClient.clear()
  })
}

/** Ended by the server in the middle of something: nobody should wonder where their workouts have gone. */
function tellWhenSessionEnds(): () => void {
  return useSession.subscribe((now, before) => {
    if (now.expired && !before.expired) toast('Your session has ended. Sign in again to go on.')
  })
}

/** A workout that has left the outbox shows up in the server's lists and sums. */
function refetchOnSync(queryClient: QueryClient): () => void {
  return onOutboxChange((change) => {
    void queryClient.invalidateQueries({ queryKey: outboxQuery.queryKey })
    if (change === 'stored') return
    void queryClient.invalidateQueries({ queryKey: WORKOUTS_KEY })
    void queryClient.invalidateQueries({ queryKey: STATISTICS_KEY })
    void queryClient.invalidateQueries({ queryKey: GOALS_KEY })
  })
}
