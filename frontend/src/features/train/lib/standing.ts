import { plural, t } from '@lingui/core/macro'
import type { Goal, Statistics } from '@/api/types'
import { isHold } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'

/** The user's bests, streak and goals, from the server. */
export interface Standing {
  readonly bests: Statistics['bests']
  readonly streakDays: number
  readonly goals: readonly Goal[]
}

/** The most repetitions of a set so far, or the longest hold in seconds; 0 if there is none. */
export function bestOf(standing: Standing | null, exercise: string): number {
  const best = standing?.bests.find(({ exercise_type }) => exercise_type === exercise)
  return (isHold(exercise) ? best?.longest_set_seconds : best?.most_reps_in_a_set) ?? 0
}

export interface Comparison {
  readonly text: string
  readonly isNewBest: boolean
}

/** "A new best: 32. Before: 28.", or the best it is short of; null if there is nothing to compare with. */
export function compareWithBest(
  before: Standing | null,
  exercise: string,
  done: number,
): Comparison | null {
  const most = bestOf(before, exercise)
  if (most === 0 || done === 0) return null
  const isNewBest = done > most
  if (isHold(exercise)) return { text: holdText(done, most), isNewBest }
  if (isNewBest) return { text: t`A new best: ${done} in one set. Before: ${most}.`, isNewBest }
  if (done === most) return { text: t`As many as your best set: ${most}.`, isNewBest }
  return { text: t`Your best set: ${most}.`, isNewBest }
}

function holdText(doneSeconds: number, mostSeconds: number): string {
  const [done, most] = [formatClock(doneSeconds), formatClock(mostSeconds)]
  return doneSeconds > mostSeconds
    ? t`A new best: ${done} in one set. Before: ${most}.`
    : t`Your best set: ${most}.`
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
