import { t } from '@lingui/core/macro'
import type { QueryClient } from '@tanstack/react-query'
import { keepAppOnDevice } from './pwa/app-version'
import { awaitInstallOffer } from './pwa/install'
import { guardUnsentWork } from './pwa/unsent-work'
import { problemText } from '@/account/problem-text'
import { load } from '@/api/client'
import { session } from '@/api/session'
import { keepSession } from '@/api/session-keeper'
import { whenIdle } from '@/shared/lib/idle'
import { followTheme } from '@/shared/lib/theme'
import { toast } from '@/shared/lib/toasts'
import { rememberExercise } from '@/workouts/exercise-filter'
import { followOutbox } from '@/workouts/follow-outbox'
import { startOutboxSync } from '@/workouts/outbox/sync-triggers'

/** The page comes first, and its data: what nobody sees is asked for after them. */
const LATER_MS = 1_000
/** The page has long settled by then, and nobody has read it yet. */
const SOON_MS = 4_000

const SOON_NEEDED: readonly (() => Promise<unknown>)[] = [
  load,
  () => import('@/shared/ui/toaster'),
  () => import('./routes/train-exercise'),
  () => import('@/features/train/components/live-screen'),
]

/** Everything that goes on without a screen of its own. Returns the way to stop. */
export function startBackground(queryClient: QueryClient): () => void {
  const stops = [
    followTheme(),
    forgetOnChangeOfUser(queryClient),
    tellWhenSessionEnds(),
    followOutbox(queryClient),
    later(async () => (await import('./last-seen')).keepLastSeen(queryClient)),
    keepSession(),
    later(async () => (await import('@/api/server-watch')).watchServer()),
    later(async () => {
      const { sendGoalChanges } = await import('@/features/goals/api/goal-outbox')
      return sendGoalChanges(queryClient, (goal, problem) =>
        toast(t`The goal for ${goal} was not taken. ${problemText(problem)}`, { tone: 'danger' }),
      )
    }),
    later(async () => (await import('@/features/profile/lib/push')).keepReminders()),
    later(() => Promise.resolve(keepAppOnDevice())),
    fetchSoonNeeded(),
    awaitInstallOffer(),
    guardUnsentWork(),
    startOutboxSync((error) => toast(problemText(error), { tone: 'danger' })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Begun once its file is here, which is asked for when the page has shown: it waits for nothing of this. */
function later(begin: () => Promise<() => void>): () => void {
  let stopped = false
  let stop = (): void => undefined
  const begun = whenIdle(LATER_MS).then(() => (stopped ? () => undefined : begin()))
  begun.then(
    (end) => {
      if (stopped) end()
      else stop = end
    },
    // Without its file, and the device has none either: the app goes on without this.
    () => undefined,
  )
  return () => {
    stopped = true
    stop()
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
export function forgetOnChangeOfUser(queryClient: QueryClient): () => void {
  return session.subscribe((now, before) => {
    if (now.userId === before.userId) return
    queryClient.clear()
    rememberExercise(null)
  })
}

/** Ended by the server in the middle of something: nobody should wonder where their workouts have gone. */
function tellWhenSessionEnds(): () => void {
  return session.subscribe((now, before) => {
    if (now.expired && !before.expired) toast(t`Your session has ended. Sign in again to go on.`)
  })
}
