import { outbox } from '@/api/outbox/outbox'
import { OutboxStorageError } from '@/api/outbox/store'
import { useSession } from '@/api/session'
import type { NewWorkout } from '@/api/types'
import { createWorkout } from '@/api/workouts'

/**
 * Make a finished workout safe: on this device, from where it is sent on its own. A browser that keeps nothing still
 * leaves the server. Throws where neither will have it.
 */
export async function storeWorkout(workout: NewWorkout): Promise<'on-device' | 'at-server'> {
  try {
    await outbox.add(workout)
    return 'on-device'
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
    if (useSession.getState().status !== 'signed-in') throw error
    await createWorkout(workout)
    return 'at-server'
  }
}
