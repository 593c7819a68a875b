import type { OutboxItem } from './store'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'

/** What a person does to a workout after it was stored. */
export type Change =
  | { readonly kind: 'edit'; readonly edit: WorkoutEdit }
  | { readonly kind: 'remove' }
  | { readonly kind: 'restore' }

/** Refusals after which nothing is left to be sent: somebody changed the workout elsewhere, and that holds. */
const SETTLED: readonly string[] = ['newer_edit_kept', 'workout_deleted', 'workout_not_found']

/** Whether the item only stays for its owner to read what became of their change. */
export function isSettled({ refusal }: OutboxItem): boolean {
  return refusal !== null && SETTLED.includes(refusal)
}

/** The stored workout with what its owner changed since. */
export function asSeen({ workout, edit }: OutboxItem): NewWorkout | Workout {
  return { ...workout, ...mergeable(edit) }
}

export function newItem(workout: NewWorkout | Workout, ownerId: string | null): OutboxItem {
  return {
    id: workout.id,
    ownerId,
    workout,
    edit: null,
    removed: false,
    attempts: 0,
    retryAtMs: 0,
    refusal: null,
  }
}

/** The item after a change; null where nothing is left to be sent. */
export function changed(item: OutboxItem, change: Change): OutboxItem | null {
  const fresh: OutboxItem = { ...item, refusal: null, retryAtMs: 0 }
  // A workout that was never sent and a change that was never sent are known to nobody else.
  const unknown = item.attempts === 0
  switch (change.kind) {
    case 'edit':
      if (unknown && item.atServer !== true) {
        return { ...fresh, workout: { ...item.workout, ...mergeable(change.edit) } }
      }
      return { ...fresh, edit: { ...(isSettled(item) ? null : item.edit), ...change.edit } }
    case 'remove':
      return unknown && item.atServer !== true ? null : { ...fresh, removed: true, restored: false }
    case 'restore':
      if (unknown && item.atServer === true && item.edit === null) return null
      return { ...fresh, removed: false, restored: true }
  }
}

/** The fields of an edit that a workout has too. A workout's `note` may be null, the rest may not. */
function mergeable(edit: WorkoutEdit | null): Partial<NewWorkout> {
  const entries = Object.entries(edit ?? {}).filter(
    ([key, value]) => key !== 'edited_at' && (value !== null || key === 'note'),
  )
  return Object.fromEntries(entries)
}
