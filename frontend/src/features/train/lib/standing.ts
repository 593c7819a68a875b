import { plural, t } from '@lingui/core/macro'
import type { Goal, Statistics } from '@/api/types'

/** The user's bests, streak and goals, from the server. */
export interface Standing {
  readonly bests: Statistics['bests']
  readonly streakDays: number
  readonly goals: readonly Goal[]
}

/** "A new best: 32. Before: 28.", or the distance to the best; null if there is nothing to compare with. */
export function bestText(before: Standing | null, exercise: string, reps: number): string | null {
  const best = before?.bests.find(({ exercise_type }) => exercise_type === exercise)
  const most = best?.most_reps_in_a_set ?? 0
  if (most === 0 || reps === 0) return null
  if (reps > most) return t`A new best: ${reps} in one set. Before: ${most}.`
  if (reps === most) return t`As many as your best set: ${most}.`
  return t`Your best set: ${most}.`
}

/** "30 of 50 reps today" */
export function goalText({ progress, target, measure, period }: Goal): string {
  const done = Math.floor(progress)
  const amount =
    measure === 'reps'
      ? plural(target, { one: '# rep', other: '# reps' })
      : plural(target, { one: '# minute', other: '# minutes' })
  return period === 'day' ? t`${done} of ${amount} today` : t`${done} of ${amount} this week`
}
