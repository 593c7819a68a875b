import type { SavedWorkout } from '@/api/types'

/** What has happened to the workouts, as the outbox tells its listeners. */
export type OutboxChange =
  /** Something is kept here, or is no longer. */
  | { readonly kind: 'stored' }
  /** The server has stored a workout or a change of one, and answered with this. */
  | { readonly kind: 'saved'; readonly saved: SavedWorkout }
  /** The server has deleted a workout. */
  | { readonly kind: 'removed'; readonly id: string }
  /** The server's workouts have changed, and this tab has no answer that says how. */
  | { readonly kind: 'elsewhere' }

/** What a confirmed request tells: its answer, or null where it deletes. */
export function confirmed(id: string, saved: SavedWorkout | null): OutboxChange {
  return saved === null ? { kind: 'removed', id } : { kind: 'saved', saved }
}
