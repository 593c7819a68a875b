import type { QueryClient } from '@tanstack/react-query'
import { keepAppOnDevice } from './pwa/app-version'
import { awaitInstallOffer } from './pwa/install'
import { guardUnsentWork } from './pwa/unsent-work'
import { problemText } from '@/account/problem-text'
import { session } from '@/api/session'
import { keepSession } from '@/api/session-keeper'
import { followSystemTheme } from '@/shared/lib/theme'
import { toast } from '@/shared/lib/toasts'
import { followOutbox } from '@/workouts/follow-outbox'
import { startOutboxSync } from '@/workouts/outbox/sync-triggers'

/** Everything that goes on without a screen of its own. Returns the way to stop. */
export function startBackground(queryClient: QueryClient): () => void {
  const stops = [
    followSystemTheme(),
    forgetOnChangeOfUser(queryClient),
    tellWhenSessionEnds(),
    followOutbox(queryClient),
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
  return session.subscribe((now, before) => {
    if (now.userId !== before.userId) queryClient.clear()
  })
}

/** Ended by the server in the middle of something: nobody should wonder where their workouts have gone. */
function tellWhenSessionEnds(): () => void {
  return session.subscribe((now, before) => {
    if (now.expired && !before.expired) toast('Your session has ended. Sign in again to go on.')
  })
}
