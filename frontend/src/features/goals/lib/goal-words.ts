import { plural, t } from '@lingui/core/macro'
import type { Goal } from '@/api/types'
import { exerciseName, repsText } from '@/shared/lib/exercises'
import { formatCount } from '@/shared/lib/format'

/** "Push-ups", or all exercises together. */
export function goalName({ exercise_type }: Pick<Goal, 'exercise_type'>): string {
  return exercise_type === null ? t`All exercises` : exerciseName(exercise_type)
}

/** "50 reps a day" */
export function goalAim(
  goal: Pick<Goal, 'exercise_type' | 'measure' | 'period' | 'target'>,
): string {
  const amount = amountOf(goal)
  return goal.period === 'day' ? t`${amount} a day` : t`${amount} a week`
}

/** "30 of 50 reps today" */
export function goalProgress(goal: Goal): string {
  // Rounded down, so that the last minute only counts once it is complete.
  const done = formatCount(Math.floor(goal.progress))
  const amount = amountOf(goal)
  return goal.period === 'day' ? t`${done} of ${amount} today` : t`${done} of ${amount} this week`
}

export function isReached({ progress, target }: Pick<Goal, 'progress' | 'target'>): boolean {
  return progress >= target
}

function amountOf({
  measure,
  exercise_type,
  target,
}: Pick<Goal, 'measure' | 'exercise_type' | 'target'>): string {
  return measure === 'minutes'
    ? plural(target, { one: '# minute', other: '# minutes' })
    : repsText(exercise_type ?? '', target)
}
