import { refresh } from '@/api/client'
import { toApiError } from '@/api/errors'
import { outbox, outboxStore } from '@/workouts/outbox/outbox'

/**
 * Sends the outbox from the service worker, when no page is there to do it. The access token lives in the memory of
 * pages; here a new one is asked for with the refresh cookie, under the same lock as theirs.
 *
 * Rejects where the network failed once more, so that the browser comes back later.
 */
export async function sendWaiting(): Promise<void> {
  if ((await outboxStore.all()).length === 0) return
  try {
    // At every waking: the token of an earlier one may belong to somebody who has signed out since.
    await refresh()
  } catch (error) {
    const problem = toApiError(error)
    if (problem.isRefusedToken) return
    throw problem
  }
  const { stopped } = await outbox.sync()
  if (stopped === 'unreachable') throw new Error('The server could not be reached')
}
