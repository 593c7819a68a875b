import type { SavedWorkout } from '@/api/types'

/** A change of workouts that the outbox reports to its listeners. */
export type OutboxChange =
  /** An item was stored here, or removed. */
  | { readonly kind: 'stored' }
  /** The server has stored a workout or a change, with this answer. */
  | { readonly kind: 'saved'; readonly saved: SavedWorkout }
  /** The server has deleted a workout. */
  | { readonly kind: 'removed'; readonly id: string }
  /** The server's workouts have changed, and this tab does not know how. */
  | { readonly kind: 'elsewhere' }

/** The change of a confirmed request: its answer, or null for a deletion. */
export function confirmed(id: string, saved: SavedWorkout | null): OutboxChange {
  return saved === null ? { kind: 'removed', id } : { kind: 'saved', saved }
}
