import type { Workout } from '@/api/types'

/** One entry of the history: a single set, or the sets of a training in order. */
export interface Entry {
  readonly key: string
  readonly training: Workout['training']
  readonly sets: readonly Workout[]
}

/** Groups workouts into entries, each at the position of its newest set. */
export function entriesOf(workouts: readonly Workout[]): Entry[] {
  const entries = new Map<string, Workout[]>()
  for (const workout of workouts) {
    const key = workout.training?.id ?? workout.id
    const sets = entries.get(key)
    if (sets === undefined) entries.set(key, [workout])
    else sets.push(workout)
  }
  return [...entries].map(([key, sets]) => ({
    key,
    training: sets[0]?.training ?? null,
    sets: sets.toSorted((a, b) => (a.training?.position ?? 0) - (b.training?.position ?? 0)),
  }))
}
