import { type ChangePlace, bringBackWorkout, editWorkout, removeWorkout } from './outbox/changes'
import { outbox } from './outbox/outbox'
import { problemText } from '@/account/problem-text'
import type { NewWorkout, Workout } from '@/api/types'
import { countOf } from '@/shared/lib/format'
import { toast } from '@/shared/lib/toasts'

type AnyWorkout = NewWorkout | Workout

const UNDO_MS = 10_000

/** Where each of them is to begin. */
export interface Move {
  readonly workout: AnyWorkout
  readonly started_at: string
  readonly time_zone: string
}

/**
 * Removes workouts and offers to take that back as one, on whichever page the person is by then. Throws what the
 * server refused, once all others are removed.
 */
export async function removeAllWithUndo(workouts: readonly AnyWorkout[]): Promise<void> {
  const unsent = new Set((await outbox.pending()).map(({ id }) => id))
  await allWithUndo(workouts, {
    make: removeWorkout,
    takeBack: (workout) => bringBackWorkout(workout, unsent.has(workout.id)),
    done: (count, places) => {
      const waits = places.some(
        ({ workout, place }) => place === 'on-device' && !unsent.has(workout.id),
      )
      const what = count === 1 ? 'Workout deleted' : `${countOf(count, 'workout')} deleted`
      return waits ? `${what} here; the server is told later.` : `${what}.`
    },
    undone: (count) => (count === 1 ? 'The workout is back.' : 'The workouts are back.'),
  })
}

/** Removes one workout; as `removeAllWithUndo`. */
export function removeWithUndo(workout: AnyWorkout): Promise<void> {
  return removeAllWithUndo([workout])
}

/** Moves workouts to other times, and offers to take that back as one. Throws as `removeAllWithUndo` does. */
export async function moveWithUndo(moves: readonly Move[]): Promise<void> {
  const byId = new Map(moves.map((move) => [move.workout.id, move]))
  const moveOf = (id: string): Move => {
    const move = byId.get(id)
    if (move === undefined) throw new Error(`${id} is none of those to move`)
    return move
  }
  await allWithUndo(
    moves.map(({ workout }) => workout),
    {
      make: (workout) => {
        const { started_at, time_zone } = moveOf(workout.id)
        return editWorkout(workout, { started_at, time_zone })
      },
      takeBack: async ({ id, started_at, ...workout }) => {
        const { time_zone } = moveOf(id)
        await editWorkout({ id, started_at, ...workout }, { started_at, time_zone })
      },
      done: (count) => `${countOf(count, 'workout')} moved.`,
      undone: () => 'Moved back.',
    },
  )
}

interface Placed {
  readonly workout: AnyWorkout
  readonly place: ChangePlace
}

interface Deed {
  readonly make: (workout: AnyWorkout) => Promise<ChangePlace>
  readonly takeBack: (workout: AnyWorkout) => Promise<void>
  readonly done: (count: number, places: readonly Placed[]) => string
  readonly undone: (count: number) => string
}

async function allWithUndo(workouts: readonly AnyWorkout[], deed: Deed): Promise<void> {
  const results = await Promise.allSettled(
    workouts.map(async (workout): Promise<Placed> => ({
      workout,
      place: await deed.make(workout),
    })),
  )
  const places = results.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
  if (places.length > 0) {
    const undo = async (): Promise<void> => {
      try {
        await Promise.all(places.map(({ workout }) => deed.takeBack(workout)))
        toast(deed.undone(places.length))
      } catch (error) {
        toast(problemText(error), { tone: 'danger' })
      }
    }
    toast(deed.done(places.length, places), {
      action: { label: 'Undo', run: () => void undo() },
      durationMs: UNDO_MS,
    })
  }
  const refused = results.find((each) => each.status === 'rejected')
  if (refused !== undefined) throw refused.reason
}
