import type { Goal } from '@/api/types'
import { exerciseName, repsWord } from '@/shared/lib/exercises'
import { formatCount } from '@/shared/lib/format'

/** "Push-ups", or all exercises together. */
export function goalName({ exercise_type }: Pick<Goal, 'exercise_type'>): string {
  return exercise_type === null ? 'All exercises' : exerciseName(exercise_type)
}

/** "50 reps a day" */
export function goalAim(
  goal: Pick<Goal, 'exercise_type' | 'measure' | 'period' | 'target'>,
): string {
  return `${formatCount(goal.target)} ${unitOf(goal, goal.target)} a ${goal.period}`
}

/** "30 of 50 reps today" */
export function goalProgress(goal: Goal): string {
  const when = goal.period === 'day' ? 'today' : 'this week'
  // Rounded down: the last minute is reached when it is.
  const done = formatCount(Math.floor(goal.progress))
  return `${done} of ${formatCount(goal.target)} ${unitOf(goal, goal.target)} ${when}`
}

export function isReached({ progress, target }: Pick<Goal, 'progress' | 'target'>): boolean {
  return progress >= target
}

function unitOf(
  { measure, exercise_type }: Pick<Goal, 'measure' | 'exercise_type'>,
  count: number,
): string {
  if (measure === 'minutes') return count === 1 ? 'minute' : 'minutes'
  return repsWord(exercise_type ?? '', count)
}
