import type { Account } from '../api/calls'
import type { OutboxItem } from './item'
import { toApiError } from '@/api/errors'
import type { NewWorkout, SavedWorkout, WorkoutEdit } from '@/api/types'

/** Each request is the account's, or is refused: another may sign in between two of them. */
export interface OutboxApi {
  create(workout: NewWorkout, account: Account): Promise<SavedWorkout>
  update(id: string, edit: WorkoutEdit, account: Account): Promise<SavedWorkout>
  remove(id: string, account: Account): Promise<void>
  restore(id: string, account: Account): Promise<SavedWorkout>
}

/** Brings the server to the item's state. Each step may be repeated. Null if no workout remains. */
export async function sendItem(api: OutboxApi, item: OutboxItem): Promise<SavedWorkout | null> {
  const { id, edit, ownerId } = item
  if (item.removed) {
    await api.remove(id, ownerId).catch(unless('workout_not_found'))
    return null
  }
  let saved: SavedWorkout | null = null
  if (item.atServer !== true) {
    // Deleted by an earlier try: it is restored next.
    saved = await create(api, item.workout, ownerId).catch(
      unless(item.restored === true ? 'workout_deleted' : null),
    )
  }
  if (item.restored === true && saved === null) saved = await api.restore(id, ownerId)
  if (edit !== null) {
    const dated = item.atServer === true ? edit : undated(edit)
    saved = await api.update(id, dated, ownerId)
  }
  return saved
}

/** If the server does not know this browser's zone, use the profile's: the user could not correct it in any field. */
async function create(
  api: OutboxApi,
  workout: NewWorkout,
  account: Account,
): Promise<SavedWorkout> {
  try {
    return await api.create(workout, account)
  } catch (error) {
    if (toApiError(error).code !== 'unknown_time_zone') throw error
    return await api.create(
      Object.fromEntries(
        Object.entries(workout).filter(([name]) => name !== 'time_zone'),
      ) as NewWorkout,
      account,
    )
  }
}

function unless(code: string | null): (error: unknown) => null {
  return (error) => {
    if (toApiError(error).code !== code) throw error
    return null
  }
}

/**
 * The change was made before the server confirmed the workout, so nobody else can have edited it, whatever the clock
 * says.
 */
function undated(edit: WorkoutEdit): WorkoutEdit {
  return Object.fromEntries(Object.entries(edit).filter(([name]) => name !== 'edited_at'))
}
