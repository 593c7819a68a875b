import { t } from '@lingui/core/macro'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'
import { dateTimeIn, instantIn } from '@/shared/lib/dates'
import { isHold } from '@/shared/lib/exercises'
import { wholeNumber } from '@/shared/lib/forms/whole-number'
import { z } from '@/shared/lib/forms/zod'
import { MAX_NOTE, MAX_REPS } from '@/workouts/limits'

const MAX_SECONDS = 86_400

/** The form's fields of a set; `started` is a date and time in the profile's zone. */
export const setSchema = z.object({
  exercise_type: z.string(),
  reps_count: wholeNumber(0, MAX_REPS),
  seconds: z
    .number({ error: () => t`Enter a number.` })
    .check(
      z.minimum(0.1, { error: () => t`This cannot be below 0.1.` }),
      z.maximum(MAX_SECONDS, { error: () => t`This cannot be longer than a day.` }),
    ),
  started: z
    .string()
    .check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, { error: () => t`Enter a date and a time.` })),
  note: z
    .string()
    .check(
      z.trim(),
      z.maxLength(MAX_NOTE, { error: () => t`Use at most ${MAX_NOTE} characters.` }),
    ),
})

export type SetValues = z.infer<typeof setSchema>

type AnyWorkout = Workout | NewWorkout

export function valuesOf(workout: AnyWorkout, timeZone: string): SetValues {
  return {
    exercise_type: workout.exercise_type,
    reps_count: workout.reps_count,
    seconds: Math.round(workout.duration_seconds * 10) / 10,
    started: dateTimeIn(new Date(workout.started_at), timeZone),
    note: workout.note ?? '',
  }
}

/** Only the changed fields: the others may have been changed on another device meanwhile. */
export function editOf(before: SetValues, values: SetValues, timeZone: string): WorkoutEdit {
  const { exercise_type, seconds, started, note } = values
  // Holds have no repetitions.
  const reps_count = isHold(exercise_type) ? 0 : values.reps_count
  return {
    ...(exercise_type === before.exercise_type
      ? {}
      : { exercise_type: exercise_type as Workout['exercise_type'] }),
    ...(reps_count === before.reps_count ? {} : { reps_count }),
    ...(seconds === before.seconds ? {} : { duration_seconds: seconds }),
    ...(started === before.started ? {} : startIn(started, timeZone)),
    ...(note === before.note ? {} : { note: note === '' ? null : note }),
  }
}

/** A new workout from a form's values, without a recording. */
export function setByHand(id: string, values: SetValues, timeZone: string): NewWorkout {
  const { exercise_type, reps_count, seconds, started, note } = values
  return {
    id,
    exercise_type: exercise_type as NewWorkout['exercise_type'],
    reps_count: isHold(exercise_type) ? 0 : reps_count,
    duration_seconds: seconds,
    ...startIn(started, timeZone),
    source: 'manual',
    ...(note === '' ? {} : { note }),
  }
}

function startIn(started: string, timeZone: string): { started_at: string; time_zone: string } {
  const started_at = instantIn(started.slice(0, 16), timeZone).toISOString()
  return { started_at, time_zone: timeZone }
}
