import { RUNNING_SET, durableValues } from './durable-values'
import { outbox } from '@/workouts/outbox/outbox'
import { OutboxStorageError } from '@/workouts/outbox/store'

/** The checkpoints without their schema, which the service worker need not load. */
const kept = durableValues<{ readonly id: string }>({
  kind: RUNNING_SET,
  parse: (value) => (value ?? null) as { readonly id: string } | null,
  isLater: () => false,
})

/**
 * Clears the checkpoint of a set that is stored: the browser was killed between the two. Continued, it would be another
 * set under the same id, which the server refuses.
 */
export async function forgetStored(id: string): Promise<void> {
  if ((await kept.load(id)) !== null) kept.clear(id)
}

/** The same for a set that still waits here. Returns whether it does. */
export async function forgetWaiting(id: string): Promise<boolean> {
  try {
    if ((await outbox.find(id)) === null) return false
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
    return false
  }
  await forgetStored(id)
  return true
}
