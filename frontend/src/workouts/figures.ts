import { t } from '@lingui/core/macro'
import type { NewWorkout, Workout } from '@/api/types'
import { isHold, repsWord } from '@/shared/lib/exercises'
import { formatCadence, formatCalories, formatClock, formatCount } from '@/shared/lib/format'

/** What lists show of a workout, sent or not. */
export type WorkoutFigures = Pick<
  Workout | NewWorkout,
  'exercise_type' | 'reps_count' | 'duration_seconds' | 'calories_burned'
>

/** The main figure: time for a hold, repetitions for everything else. */
export function mainFigure(workout: WorkoutFigures): { value: string; unit: string } {
  const { exercise_type, reps_count, duration_seconds } = workout
  if (isHold(exercise_type)) return { value: formatClock(duration_seconds), unit: t`held` }
  return { value: formatCount(reps_count), unit: repsWord(exercise_type, reps_count) }
}

/** "18:05 · 1:20": when, and how long. A hold has its time as the main figure. */
export function whenAndHowLong(when: string, workout: WorkoutFigures): string {
  const { exercise_type, duration_seconds } = workout
  return isHold(exercise_type) ? when : `${when} · ${formatClock(duration_seconds)}`
}

/** "34/min · 9 kcal" */
export function sideFigures(workout: WorkoutFigures): string {
  const { exercise_type, reps_count, duration_seconds, calories_burned } = workout
  const figures: string[] = []
  if (!isHold(exercise_type) && duration_seconds >= 1 && reps_count > 0) {
    figures.push(formatCadence((reps_count / duration_seconds) * 60))
  }
  if (typeof calories_burned === 'number') figures.push(formatCalories(calories_burned))
  return figures.join(' · ')
}
