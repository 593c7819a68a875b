import type { Account } from '../api/calls'
import { storeWorkout } from '../store-workout'
import { editWorkout, editedAt } from './changes'
import { OutboxStorageError } from './store'
import { toApiError } from '@/api/errors'
import { session } from '@/api/session'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'
import { storage } from '@/shared/lib/browser/storage'

const KEY = 'exercise-buddy.left-edits'

interface LeftEdit {
  readonly workout: NewWorkout | Workout
  readonly edit: WorkoutEdit
  readonly account: Account
  /** Whether the workout had been stored. Older versions' edits lack it, and were of stored ones. */
  readonly isStored?: boolean
}

/**
 * Notes an edit of a page that may be closing: the outbox's database may not finish by then, while localStorage is
 * written at once. Returns a function that forgets it, for when it is stored after all.
 */
export function leaveEdit(
  workout: LeftEdit['workout'],
  edit: WorkoutEdit,
  account: Account = session.getState().userId,
  isStored = true,
): () => void {
  const dated = { ...edit, edited_at: editedAt(workout, Date.now()) }
  const left = { workout, edit: dated, account, isStored }
  write({ ...read(), [workout.id]: left })
  return () => forget(left)
}

/** Forgets the edit of a set that is continued or discarded. */
export function forgetLeftEdit(id: string): void {
  const { [id]: _, ...others } = read()
  write(others)
}

/** Unless a later one has been left in its place. */
function forget({ workout: { id }, edit }: LeftEdit): void {
  const { [id]: noted, ...others } = read()
  if (JSON.stringify(noted?.edit) === JSON.stringify(edit)) write(others)
}

/**
 * Makes the edits of pages that closed too soon, and stores the workout first where that had not been done. One that
 * can be neither made nor kept stays for the next start.
 */
export async function makeLeftEdits(make: typeof editWorkout = editWorkout): Promise<void> {
  for (const left of Object.values(read())) {
    try {
      if (left.isStored === false) await storeWorkout(left.workout, left.account)
      await make(left.workout, left.edit, left.account)
    } catch (error) {
      if (error instanceof OutboxStorageError) continue
      // Refused: it is of a workout deleted since, or edited elsewhere.
      if (toApiError(error).isPassing) continue
    }
    forget(left)
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
