import type { QueryClient } from '@tanstack/react-query'
import { keepAppOnDevice } from './pwa/app-version'
import { awaitInstallOffer } from './pwa/install'
import { guardUnsentWork } from './pwa/unsent-work'
import { problemText } from '@/account/problem-text'
import { load } from '@/api/client'
import { session } from '@/api/session'
import { keepSession } from '@/api/session-keeper'
import { followSystemTheme } from '@/shared/lib/theme'
import { toast } from '@/shared/lib/toasts'
import { followOutbox } from '@/workouts/follow-outbox'
import { startOutboxSync } from '@/workouts/outbox/sync-triggers'

/** The page comes first: it has long settled by then, and nobody has read it yet. */
const SOON_MS = 4_000

const SOON_NEEDED: readonly (() => Promise<unknown>)[] = [
  load,
  () => import('@/shared/ui/toaster'),
  () => import('./routes/train-exercise'),
]

/** Everything that goes on without a screen of its own. Returns the way to stop. */
export function startBackground(queryClient: QueryClient): () => void {
  const stops = [
    followSystemTheme(),
    forgetOnChangeOfUser(queryClient),
    tellWhenSessionEnds(),
    followOutbox(queryClient),
    keepSession(),
    keepAppOnDevice(),
    fetchSoonNeeded(),
    awaitInstallOffer(),
    guardUnsentWork(),
    startOutboxSync((error) => toast(problemText(error), { tone: 'danger' })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What the first page does without and the next moments need comes once the browser has nothing better to do. */
function fetchSoonNeeded(): () => void {
  const timer = setTimeout(() => {
    // Where the network is away, each is asked for again when it is needed.
    for (const fetch of SOON_NEEDED) fetch().catch(() => undefined)
  }, SOON_MS)
  return () => clearTimeout(timer)
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
