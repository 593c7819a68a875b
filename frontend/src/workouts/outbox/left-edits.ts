import type { Account } from '../api/calls'
import { editWorkout, editedAt } from './changes'
import { toApiError } from '@/api/errors'
import { session } from '@/api/session'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'
import { storage } from '@/shared/lib/storage'

const KEY = 'exercise-buddy.left-edits'

interface LeftEdit {
  readonly workout: NewWorkout | Workout
  readonly edit: WorkoutEdit
  readonly account: Account
}

/**
 * Notes an edit of a page that may be closing: the outbox's database may not finish by then, while localStorage is
 * written at once. Whoever stores the edit after all forgets it here.
 */
export function leaveEdit(workout: LeftEdit['workout'], edit: WorkoutEdit): void {
  const dated = { ...edit, edited_at: editedAt(workout, Date.now()) }
  write({ ...read(), [workout.id]: { workout, edit: dated, account: session.getState().userId } })
}

export function forgetLeftEdit(id: string): void {
  const { [id]: _, ...others } = read()
  write(others)
}

/** Makes the edits of pages that closed too soon. One that can be neither made nor kept now stays for the next start. */
export async function makeLeftEdits(make: typeof editWorkout = editWorkout): Promise<void> {
  for (const [id, { workout, edit, account }] of Object.entries(read())) {
    try {
      await make(workout, edit, account)
    } catch (error) {
      // Refused: it is of a workout deleted since, or edited elsewhere.
      if (toApiError(error).isPassing) continue
    }
    forgetLeftEdit(id)
  }
}

function read(): Readonly<Record<string, LeftEdit>> {
  try {
    return JSON.parse(storage.get(KEY) ?? '{}') as Record<string, LeftEdit>
  } catch {
    // Not written by this app.
    return {}
  }
}

function write(edits: Readonly<Record<string, LeftEdit>>): void {
  if (Object.keys(edits).length === 0) storage.remove(KEY)
  else storage.set(KEY, JSON.stringify(edits))
}
