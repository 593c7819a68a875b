import { plural, t } from '@lingui/core/macro'
import type { Account } from './api/calls'
import { bringBackWorkout, editWorkout, removeWorkout } from './outbox/changes'
import type { ChangePlace } from './outbox/item'
import { outbox } from './outbox/outbox'
import { problemText } from '@/account/problem-text'
import { session } from '@/api/session'
import type { NewWorkout, Workout } from '@/api/types'
import { toast } from '@/shared/lib/toasts'

type AnyWorkout = NewWorkout | Workout

const UNDO_MS = 10_000

/** A workout and its new start. */
export interface Move {
  readonly workout: AnyWorkout
  readonly started_at: string
  readonly time_zone: string
}

/**
 * Removes workouts and offers a single undo for all of them, on whatever page the user is by then. Throws the server's
 * refusal after all others have been removed.
 */
export async function removeAllWithUndo(
  workouts: readonly AnyWorkout[],
  account?: Account,
): Promise<void> {
  const unsent = new Set((await outbox.pending()).map(({ id }) => id))
  const deed: Deed<AnyWorkout> = {
    make: removeWorkout,
    takeBack: (workout, owner) => bringBackWorkout(workout, unsent.has(workout.id), owner),
    done: (made) => {
      const waits = made.some(({ of, place }) => place === 'on-device' && !unsent.has(of.id))
      return waits ? deletedHere(made.length) : deleted(made.length)
    },
    undone: (count) => (count === 1 ? t`The set is back.` : t`The sets are back.`),
  }
  await allWithUndo(workouts, deed, account)
}

function deleted(count: number): string {
  return count === 1
    ? t`Set deleted.`
    : plural(count, { one: '# set deleted.', other: '# sets deleted.' })
}

function deletedHere(count: number): string {
  return count === 1
    ? t`Set deleted. It will sync later.`
    : plural(count, {
        one: '# set deleted. It will sync later.',
        other: '# sets deleted. They will sync later.',
      })
}

/** Removes one workout, like `removeAllWithUndo`. */
export function removeWithUndo(workout: AnyWorkout, account?: Account): Promise<void> {
  return removeAllWithUndo([workout], account)
}

/** Moves workouts to other times, and offers a single undo. Throws like `removeAllWithUndo`. */
export async function moveWithUndo(moves: readonly Move[]): Promise<void> {
  await allWithUndo(moves, {
    make: ({ workout, started_at, time_zone }, account) =>
      editWorkout(workout, { started_at, time_zone }, account),
    takeBack: async ({ workout, time_zone }, account) => {
      await editWorkout(workout, { started_at: workout.started_at, time_zone }, account)
    },
    done: (made) => plural(made.length, { one: '# set moved.', other: '# sets moved.' }),
    undone: () => t`Moved back.`,
  })
}

interface Made<Thing> {
  readonly of: Thing
  readonly place: ChangePlace
}

interface Deed<Thing> {
  readonly make: (thing: Thing, account: Account) => Promise<ChangePlace>
  readonly takeBack: (thing: Thing, account: Account) => Promise<void>
  readonly done: (made: readonly Made<Thing>[]) => string
  readonly undone: (count: number) => string
}

/** Undone by the same account: another may have signed in by then, whose workouts these are not. */
async function allWithUndo<Thing>(
  things: readonly Thing[],
  deed: Deed<Thing>,
  account: Account = session.getState().userId,
): Promise<void> {
  const results = await Promise.allSettled(
    things.map(async (of) => ({ of, place: await deed.make(of, account) })),
  )
  const made = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  const undo = async (): Promise<void> => {
    try {
      await Promise.all(made.map(({ of }) => deed.takeBack(of, account)))
      toast(deed.undone(made.length))
    } catch (error) {
      toast(problemText(error), { tone: 'danger' })
    }
  }
  if (made.length > 0) {
    const action = { label: t`Undo`, run: () => void undo() }
    toast(deed.done(made), { action, durationMs: UNDO_MS })
  }
  const refused = results.find((each) => each.status === 'rejected')
  if (refused !== undefined) throw refused.reason
}
