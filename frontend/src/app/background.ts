import { t } from '@lingui/core/macro'
import type { QueryClient } from '@tanstack/react-query'
import { preloadNotices } from './dashboard/deferred-notices'
import { keepAppOnDevice } from './pwa/app-version'
import { awaitInstallOffer } from './pwa/install'
import { guardUnsentWork } from './pwa/unsent-work'
import { retryOnceReachable } from './query-client'
import { problemText } from '@/account/problem-text'
import { load } from '@/api/client'
import { session } from '@/api/session'
import { keepSession } from '@/api/session-keeper'
import { whenIdle } from '@/shared/lib/browser/idle'
import { followTheme } from '@/shared/lib/theme'
import { toast } from '@/shared/lib/toasts'
import { rememberExercise } from '@/workouts/exercise-filter'
import { followOutbox } from '@/workouts/follow-outbox'
import { onOutboxChange } from '@/workouts/outbox/outbox'
import { startOutboxSync } from '@/workouts/outbox/sync-triggers'

/** The page and its data come first; background requests follow. */
const LATER_MS = 1_000
/** By then the page has loaded, and most people are still reading it. */
const SOON_MS = 4_000

const SOON_NEEDED: readonly (() => Promise<unknown>)[] = [
  load,
  () => import('@/shared/ui/toaster'),
  () => import('./routes/train-exercise'),
  () => import('@/features/train/components/live/live-screen'),
  preloadNotices,
]

/** Starts everything that runs without a screen of its own. Returns a function that stops it. */
export function startBackground(queryClient: QueryClient): () => void {
  const stops = [
    followTheme(),
    forgetOnChangeOfUser(queryClient),
    tellWhenSessionEnds(),
    followOutbox(queryClient),
    later(async () => (await import('./last-seen')).keepLastSeen(queryClient)),
    keepSession(),
    retryOnceReachable(queryClient),
    later(async () => (await import('@/api/server-watch')).watchServer()),
    later(async () => {
      const { sendGoalChanges } = await import('@/features/goals/api/goal-outbox')
      return sendGoalChanges(queryClient, (goal, problem) =>
        toast(t`The goal for ${goal} was not accepted. ${problemText(problem)}`, {
          tone: 'danger',
        }),
      )
    }),
    later(async () => (await import('@/features/profile/lib/push')).keepReminders()),
    later(() => Promise.resolve(keepAppOnDevice())),
    fetchSoonNeeded(),
    awaitInstallOffer(),
    guardUnsentWork(),
    forgetSetsAtServer(),
    later(async () => {
      await (await import('@/workouts/outbox/left-edits')).makeLeftEdits()
      return () => undefined
    }),
    startOutboxSync((error) => toast(problemText(error), { tone: 'danger' })),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** Starts the task once its file has loaded, which is requested after the page is shown. */
function later(begin: () => Promise<() => void>): () => void {
  let stopped = false
  let stop = (): void => undefined
  const begun = whenIdle(LATER_MS).then(() => (stopped ? () => undefined : begin()))
  begun.then(
    (end) => {
      if (stopped) end()
      else stop = end
    },
    // The file can be neither fetched nor read from the cache: the app continues without this task.
    () => undefined,
  )
  return () => {
    stopped = true
    stop()
  }
}

/** Preloads, when the browser is idle, what the first page does not need and the next moments probably will. */
function fetchSoonNeeded(): () => void {
  const timer = setTimeout(() => {
    // Without a network, each is requested again when it is needed.
    for (const fetch of SOON_NEEDED) fetch().catch(() => undefined)
  }, SOON_MS)
  return () => clearTimeout(timer)
}

/** No data of one account may be visible in the next. */
export function forgetOnChangeOfUser(queryClient: QueryClient): () => void {
  return session.subscribe((now, before) => {
    if (now.userId === before.userId) return
    queryClient.clear()
    rememberExercise(null)
  })
}

const loadForgetting = () => import('@/features/train/session/stored/forget-stored')

/** A browser that was killed while it stored a set still has its checkpoint. */
export function forgetSetsAtServer(): () => void {
  return onOutboxChange((change) => {
    if (change.kind !== 'saved') return
    const { id } = change.saved.workout
    loadForgetting().then(
      ({ forgetStored }) => forgetStored(id),
      // The network went away again: almost never is there anything to forget.
      () => undefined,
    )
  })
}

/** The server ended the session: explain why the account's workouts have disappeared. */
function tellWhenSessionEnds(): () => void {
  return session.subscribe((now, before) => {
    if (now.expired && !before.expired) toast(t`Your session has ended. Sign in again to continue.`)
  })
}
