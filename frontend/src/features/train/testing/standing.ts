import type { Standing } from '../lib/standing'
import type { ExerciseType } from '@/engine'

/** Of somebody who has done one exercise so far. */
export function standingWith(
  exercise: ExerciseType,
  most: { readonly reps?: number; readonly seconds?: number },
): Standing {
  const best = {
    exercise_type: exercise,
    most_reps_in_a_set: most.reps ?? 0,
    most_reps_in_a_day: most.reps ?? 0,
    longest_set_seconds: most.seconds ?? 30,
    longest_run: null,
    best_cadence_per_minute: null,
  }
  return { bests: [best], streakDays: 0, goals: [] }
}
