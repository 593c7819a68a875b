import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'

/** A workout that the server has not confirmed, or a change of one that it has. */
export interface OutboxItem {
  readonly id: string
  /** The account that it belongs to; null for a guest. */
  readonly ownerId: string | null
  /** What is sent. Fixed after the first try: the server may already have it with this id and body. */
  readonly workout: NewWorkout | Workout
  /** Whether its start has been corrected by the server's clock, which is done only once. */
  readonly clockCorrected?: boolean
  /** Whether the server had confirmed it before the change: then only the change is sent. */
  readonly atServer?: boolean
  /** A change made after the first try; it is sent after the workout. */
  readonly edit: WorkoutEdit | null
  /** Deleted after the first try; the server has to be told. */
  readonly removed: boolean
  /** Deleted, possibly also at the server, and restored. */
  readonly restored?: boolean
  /** The number of tries without a known outcome. */
  readonly attempts: number
  /** No automatic retry before this time (Unix ms). */
  readonly retryAtMs: number
  /** Why the server refuses it; null while it simply waits. */
  readonly refusal: string | null
}

/** What a user can do to a stored workout. */
export type Change =
  | { readonly kind: 'edit'; readonly edit: WorkoutEdit }
  | { readonly kind: 'remove' }
  | { readonly kind: 'restore' }

/** Where a change is stored. */
export type ChangePlace = 'at-server' | 'on-device'

/** Refusals after which nothing is left to send: a change made elsewhere wins. */
const SETTLED: readonly string[] = ['newer_edit_kept', 'workout_deleted', 'workout_not_found']

/** Whether the item remains only to tell its owner what happened to the change. */
export function isSettled({ refusal }: OutboxItem): boolean {
  return refusal !== null && SETTLED.includes(refusal)
}

/** The stored workout with its owner's later changes. */
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

/** The item after a change; null if nothing is left to send. */
export function changed(item: OutboxItem, change: Change): OutboxItem | null {
  const fresh: OutboxItem = { ...item, refusal: null, retryAtMs: 0 }
  // Nobody else knows about a workout or a change that was never sent.
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

/** The fields of an edit that a workout also has. Only a workout's `note` may be null. */
function mergeable(edit: WorkoutEdit | null): Partial<NewWorkout> {
  const entries = Object.entries(edit ?? {}).filter(
    ([key, value]) => key !== 'edited_at' && (value !== null || key === 'note'),
  )
  return Object.fromEntries(entries)
}
