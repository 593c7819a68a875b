import { t } from '@lingui/core/macro'
import type { Challenge, Participant, Visibility } from '@/api/types'
import { exerciseInText, exerciseName, repsText } from '@/shared/lib/exercises'
import { formatClock, formatCount, formatPercent } from '@/shared/lib/format'

export const VISIBILITIES = ['nothing', 'days', 'exercises', 'counts'] as const

export const visibilityName = (visibility: Visibility): string =>
  ({
    nothing: t`Nothing`,
    days: t`Days`,
    exercises: t`Days and exercises`,
    counts: t`Days, exercises and counts`,
  })[visibility]

/** What a follower sees, as explained before the user agrees. */
export const visibilityMeaning = (visibility: Visibility): string =>
  ({
    nothing: t`Followers see your name only.`,
    days: t`Followers see on which days you trained.`,
    exercises: t`Followers see on which days you trained, and which exercises.`,
    counts: t`Followers see on which days you trained, which exercises, and how many reps or seconds of each.`,
  })[visibility]

/** "12 reps", "45 s"; empty if counts are not shared. */
export function amountText(exercise: string, kind: string, amount: number | null): string {
  if (amount === null) return ''
  return kind === 'hold' ? formatClock(amount) : repsText(exercise, amount)
}

type Aim = Pick<Challenge, 'kind' | 'exercise_type' | 'target'>

/** "Most push-ups this week", "First to 1,000 jumps" */
export function challengeName({ kind, exercise_type, target }: Aim): string {
  const exercise = exerciseInText(exercise_type)
  if (kind === 'most') return t`Most this week: ${exercise}`
  const count = formatCount(target ?? 0)
  return t`First to ${count}: ${exercise}`
}

/** "8 of 10 judged in good form"; empty if none were judged. */
export function formText({ judged_reps, good_reps }: Participant): string {
  if (judged_reps === 0) return ''
  const percent = formatPercent(good_reps / judged_reps)
  return t`${percent} in good form`
}

export function byHandText({ by_hand_reps }: Participant): string {
  if (by_hand_reps === 0) return ''
  const count = formatCount(by_hand_reps)
  return t`+${count} by hand, not counted`
}

export function exerciseWithAmount(exercise: string, kind: string, amount: number | null): string {
  const text = amountText(exercise, kind, amount)
  return text === '' ? exerciseName(exercise) : `${exerciseName(exercise)} ${text}`
}
