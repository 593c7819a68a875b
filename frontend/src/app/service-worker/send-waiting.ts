import { refresh } from '@/api/client'
import { toApiError } from '@/api/errors'
import { outbox, outboxStore } from '@/workouts/outbox/outbox'

/**
 * Sends the outbox from the service worker when no page is open. Access tokens are only in the memory of pages; this
 * requests a new one with the refresh cookie, under the pages' lock.
 *
 * Rejects if the network fails again, so that the browser retries later.
 */
export async function sendWaiting(): Promise<void> {
  if ((await outboxStore.all()).length === 0) return
  try {
    // Every time: an earlier token may belong to a user who has signed out since.
    await refresh()
  } catch (error) {
    const problem = toApiError(error)
    if (problem.isRefusedToken) return
    throw problem
  }
  const { stopped } = await outbox.sync()
  if (stopped === 'unreachable') throw new Error('The server could not be reached')
}
