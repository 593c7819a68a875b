import { plural } from '@lingui/core/macro'
import type { ExerciseStatistics, Statistics, Totals } from '@/api/types'
import { isHold, repsText } from '@/shared/lib/exercises'
import { formatCalories, formatCount, formatDuration } from '@/shared/lib/format'

/** A day with a workout, of all exercises together or, with more fields, of one. */
export type Day = Statistics['daily'][number] & Partial<ExerciseStatistics['daily'][number]>

type Amount = Pick<Totals, 'duration_seconds'> & { readonly reps?: number | undefined }

/** Whether the main figure of an exercise is repetitions; otherwise it is time, as for all exercises together. */
export function hasReps(exercise: string | null): exercise is string {
  return exercise !== null && !isHold(exercise)
}

/** "34 reps", "300 jumps", "12 min" */
export function amountText(
  exercise: string | null,
  { reps = 0, duration_seconds }: Amount,
): string {
  if (!hasReps(exercise)) return formatDuration(duration_seconds)
  return repsText(exercise, reps)
}

/** The same for display in large type; 0 has no unit. */
export function amountFigure(
  exercise: string | null,
  totals: Amount & Pick<Totals, 'workouts'>,
): string {
  return totals.workouts === 0 ? formatCount(0) : amountText(exercise, totals)
}

/** "3 sets · 12 min · 80 kcal": the secondary figures. */
export function sideText(
  exercise: string | null,
  { workouts, duration_seconds, calories }: Omit<Totals, 'days'>,
): string {
  const figures = [plural(workouts, { one: '# set', other: '# sets' })]
  if (hasReps(exercise)) figures.push(formatDuration(duration_seconds))
  if (calories > 0) figures.push(formatCalories(calories))
  return figures.join(' · ')
}
