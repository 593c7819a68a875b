import { type Account, createWorkout } from './api/calls'
import { tellAnswer } from './outbox/changes'
import { byServerTime, isClockRefusal } from './outbox/clock'
import { outbox } from './outbox/outbox'
import { OutboxStorageError } from './outbox/store'
import { toApiError } from '@/api/errors'
import { session } from '@/api/session'
import type { NewWorkout, SavedWorkout } from '@/api/types'

/**
 * Store a finished workout safely: on this device, from where it is sent automatically. Without storage it is sent to
 * the server directly. Throws if neither accepts it. It belongs to `ownerId`, or else to whoever is signed in.
 */
export async function storeWorkout(
  workout: NewWorkout,
  ownerId: string | null = null,
): Promise<'on-device' | 'at-server'> {
  const { status, userId } = session.getState()
  const isOthers = ownerId !== null && ownerId !== userId
  try {
    await outbox.add(isOthers ? withoutProfile(workout) : workout, ownerId)
    return 'on-device'
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
    if (status !== 'signed-in' || isOthers) throw error
    await tellAnswer(workout.id, () => createWithRightClock(workout, userId))
    return 'at-server'
  }
}

/** Weight and zone are those of whoever is signed in by now; without them, the server takes the owner's. */
function withoutProfile(workout: NewWorkout): NewWorkout {
  const { weight_kg: _weight, time_zone: _zone, ...rest } = workout
  return rest
}

async function createWithRightClock(workout: NewWorkout, account: Account): Promise<SavedWorkout> {
  try {
    return await createWorkout(workout, account)
  } catch (error) {
    const problem = toApiError(error)
    if (problem.serverMs === null || !isClockRefusal(problem)) throw problem
    return createWorkout(byServerTime(workout, problem.serverMs, Date.now()), account)
  }
}
