import { type Account, deleteWorkout, restoreWorkout, updateWorkout } from '../api/calls'
import type { Outbox } from './create-outbox'
import type { Change, ChangePlace } from './item'
import { outbox, tellOfChange } from './outbox'
import { confirmed } from './outbox-change'
import { OutboxStorageError } from './store'
import { session } from '@/api/session'
import type { NewWorkout, SavedWorkout, Workout, WorkoutEdit } from '@/api/types'

type AnyWorkout = NewWorkout | Workout

/**
 * Change a workout where it is: in the outbox if something of it waits there, otherwise at the server. Until the server
 * has answered, the change waits in the outbox. Throws an ApiError if the server refuses it.
 */
export async function editWorkout(
  workout: AnyWorkout,
  edit: WorkoutEdit,
  account = signedIn(),
): Promise<ChangePlace> {
  const { id } = workout
  const dated = { edited_at: editedAt(workout, Date.now()), ...edit }
  const request = (): Promise<void> => tellAnswer(id, () => updateWorkout(id, dated, account))
  return carryOut(outbox, workout, { kind: 'edit', edit: dated }, request, account)
}

export function removeWorkout(workout: AnyWorkout, account = signedIn()): Promise<ChangePlace> {
  const request = (): Promise<void> =>
    tellAnswer(workout.id, async () => {
      await deleteWorkout(workout.id, account)
      return null
    })
  return carryOut(outbox, workout, { kind: 'remove' }, request, account)
}

/** Undoes a removal by `account`. `wasUnsent`: the server had not confirmed the workout when it was removed. */
export function bringBackWorkout(
  workout: AnyWorkout,
  wasUnsent: boolean,
  account = signedIn(),
): Promise<void> {
  const { id } = workout
  const request = (): Promise<void> => tellAnswer(id, () => restoreWorkout(id, account))
  return bringBack(outbox, workout, wasUnsent, request, account)
}

function signedIn(): Account {
  return session.getState().userId
}

/** Sends a request to the server and updates the screens with its answer, as the outbox does for its own requests. */
export async function tellAnswer(
  id: string,
  request: () => Promise<SavedWorkout | null>,
): Promise<void> {
  const { userId } = session.getState()
  const saved = await request()
  const isSameUser = session.getState().userId === userId
  tellOfChange(isSameUser ? confirmed(id, saved) : { kind: 'elsewhere' })
}

/**
 * The order of steps behind the functions above, exported for tests: kept here before it is sent, because whoever made
 * it may close the page at once.
 */
export async function carryOut(
  outbox: Outbox,
  workout: AnyWorkout,
  change: Change,
  request: () => Promise<unknown>,
  account: Account = null,
): Promise<ChangePlace> {
  try {
    if ((await outbox.change(workout.id, change)) === 'changed') return 'on-device'
    return await outbox.make(workout, change, account)
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
    await request()
    return 'at-server'
  }
}

/**
 * The same for `bringBackWorkout`: a workout that no longer waits, and that the server may never have received, is
 * added again.
 */
export async function bringBack(
  outbox: Outbox,
  workout: AnyWorkout,
  wasUnsent: boolean,
  request: () => Promise<unknown>,
  account: Account = null,
): Promise<void> {
  try {
    if (wasUnsent && (await outbox.find(workout.id)) === null) {
      await outbox.add(workout, account)
      // A save without an answer may have reached the server, followed by the removal.
      await outbox.change(workout.id, { kind: 'restore' })
      return
    }
    await outbox.make(workout, { kind: 'restore' }, account)
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
    await request()
  }
}

/** Now, but never before the edit that the user was looking at: a slow clock must not make this one look older. */
export function editedAt(workout: AnyWorkout, nowMs: number): string {
  const seenMs = 'edited_at' in workout ? Date.parse(workout.edited_at) : 0
  return new Date(Math.max(nowMs, seenMs)).toISOString()
}
