import type { OutboxItem } from './store'
import { toApiError } from '@/api/errors'
import type { NewWorkout, SavedWorkout, WorkoutEdit } from '@/api/types'

export interface OutboxApi {
  create(workout: NewWorkout): Promise<SavedWorkout>
  update(id: string, edit: WorkoutEdit): Promise<SavedWorkout>
  remove(id: string): Promise<void>
  restore(id: string): Promise<SavedWorkout>
}

/** Brings the server to the item's state. Each step may be repeated. Null if no workout remains. */
export async function sendItem(api: OutboxApi, item: OutboxItem): Promise<SavedWorkout | null> {
  const { id, edit } = item
  if (item.removed) {
    await api.remove(id).catch(unless('workout_not_found'))
    return null
  }
  let saved: SavedWorkout | null = null
  if (item.atServer !== true) {
    // Deleted by an earlier try: it is restored next.
    saved = await create(api, item.workout).catch(
      unless(item.restored === true ? 'workout_deleted' : null),
    )
  }
  if (item.restored === true && saved === null) saved = await api.restore(id)
  if (edit !== null) saved = await api.update(id, item.atServer === true ? edit : undated(edit))
  return saved
}

/** If the server does not know this browser's zone, use the profile's: the user could not correct it in any field. */
async function create(api: OutboxApi, workout: NewWorkout): Promise<SavedWorkout> {
  try {
    return await api.create(workout)
  } catch (error) {
    if (toApiError(error).code !== 'unknown_time_zone') throw error
    return await api.create(
      Object.fromEntries(
        Object.entries(workout).filter(([name]) => name !== 'time_zone'),
      ) as NewWorkout,
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
