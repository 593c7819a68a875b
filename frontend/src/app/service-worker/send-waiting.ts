import { refresh } from '@/api/client'
import { toApiError } from '@/api/errors'
import { forgetStored } from '@/features/train/session/stored/forget-stored'
import { outbox, outboxStore } from '@/workouts/outbox/outbox'
import { OUTBOX_DATABASE } from '@/workouts/outbox/store'

/**
 * Sends the outbox from the service worker when no page is open. Access tokens are only in the memory of pages; this
 * requests a new one with the refresh cookie, under the pages' lock.
 *
 * Rejects if the network fails again, so that the browser retries later.
 */
export async function sendWaiting(): Promise<void> {
  // The browser may have removed it: one made here would lack what a page puts back from localStorage.
  const databases = await indexedDB.databases()
  if (!databases.some(({ name }) => name === OUTBOX_DATABASE)) return
  if ((await outboxStore.all()).length === 0) return
  try {
    // Every time: an earlier token may belong to a user who has signed out since.
    await refresh()
  } catch (error) {
    const problem = toApiError(error)
    if (problem.isRefusedToken) return
    throw problem
  }
  const { saved, stopped } = await outbox.sync()
  // A browser killed while it stored a set still has its checkpoint.
  for (const { workout } of saved) await forgetStored(workout.id)
  if (stopped === 'unreachable') throw new Error('The server could not be reached')
}
