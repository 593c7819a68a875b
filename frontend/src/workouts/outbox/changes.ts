import { type Account, deleteWorkout, restoreWorkout, updateWorkout } from '../api/calls'
import type { LocalChange, Outbox } from './create-outbox'
import type { Change } from './item'
import { outbox, tellOfChange } from './outbox'
import { confirmed } from './outbox-change'
import { OutboxStorageError } from './store'
import { ApiError, NOT_SIGNED_IN, toApiError } from '@/api/errors'
import { session } from '@/api/session'
import type { NewWorkout, SavedWorkout, Workout, WorkoutEdit } from '@/api/types'

type AnyWorkout = NewWorkout | Workout

/** The outbox keeps the server's code for a refusal; of its status only that it is none to repeat. */
const REFUSED = 409

/** Where a change is stored. */
export type ChangePlace = 'at-server' | 'on-device'

/**
 * Change a workout where it is: in the outbox if something of it waits there, otherwise at the server. If the server
 * cannot be reached, the change waits in the outbox. Throws an ApiError if the server refuses it.
 */
export async function editWorkout(
  workout: AnyWorkout,
  edit: WorkoutEdit,
  account = signedIn(),
): Promise<ChangePlace> {
  const { id } = workout
  const dated = { ...edit, edited_at: editedAt(workout, Date.now()) }
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

/** The order of attempts behind the functions above, exported for tests. */
export async function carryOut(
  outbox: Outbox,
  workout: AnyWorkout,
  change: Change,
  request: () => Promise<unknown>,
  account: Account = null,
): Promise<ChangePlace> {
  if ((await changeHere(outbox, workout.id, change)) === 'changed') return 'on-device'
  try {
    await request()
    return 'at-server'
  } catch (error) {
    const problem = toApiError(error)
    // Nobody else may make it: it waits for its account to sign in again.
    const isLeft = account !== null && problem.code === NOT_SIGNED_IN
    if (!problem.isPassing && !isLeft) throw problem
    await outbox.keep(workout, change, account).catch((failure: unknown) => {
      // If the device cannot store it either, report the server's error.
      throw failure instanceof OutboxStorageError ? problem : failure
    })
    return 'on-device'
  }
}

/**
 * The same for `bringBackWorkout`, but kept here before it is sent: who presses "Undo" may close the page at once. A
 * workout that no longer waits, and that the server may never have received, is added again.
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
    await outbox.keep(workout, { kind: 'restore' }, account)
  } catch (error) {
    if (!(error instanceof OutboxStorageError)) throw error
    await request()
    return
  }
  await outbox.sync()
  const refusal = (await outbox.find(workout.id))?.refusal ?? null
  if (refusal === null) return
  await outbox.dismiss(workout.id)
  throw new ApiError(refusal, REFUSED)
}

/** A device without storage has nothing to change. */
async function changeHere(outbox: Outbox, id: string, change: Change): Promise<LocalChange> {
  try {
    return await outbox.change(id, change)
  } catch (error) {
    if (error instanceof OutboxStorageError) return 'nothing-here'
    throw error
  }
}

/** Now, but never before the edit that the user was looking at: a slow clock must not make this one look older. */
export function editedAt(workout: AnyWorkout, nowMs: number): string {
  const seenMs = 'edited_at' in workout ? Date.parse(workout.edited_at) : 0
  return new Date(Math.max(nowMs, seenMs)).toISOString()
}
