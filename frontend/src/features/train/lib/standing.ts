import { plural, t } from '@lingui/core/macro'
import type { Goal, Statistics } from '@/api/types'
import { amountOf, isHold } from '@/shared/lib/exercises'
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
  if (best === undefined) return 0
  return amountOf(exercise, { reps: best.most_reps_in_a_set, seconds: best.longest_set_seconds })
}

export interface Comparison {
  readonly text: string
  readonly isNewBest: boolean
}

/** "A new best: 32. Before: 28.", or the best it is short of; null if there is nothing to compare with. */
export function compareWithBest(
  before: Standing | null,
  exercise: string,
  amount: number,
): Comparison | null {
  const best = bestOf(before, exercise)
  if (best === 0 || amount === 0) return null
  const isNewBest = amount > best
  const held = isHold(exercise)
  const [done, most] = held ? [formatClock(amount), formatClock(best)] : [amount, best]
  if (isNewBest) return { text: t`A new best: ${done} in one set. Before: ${most}.`, isNewBest }
  if (amount === best && !held) return { text: t`As many as your best set: ${most}.`, isNewBest }
  return { text: t`Your best set: ${most}.`, isNewBest }
}

interface DoneSet {
  readonly exercise: string
  readonly reps: number
  readonly seconds: number
}

/** The set of a workout to compare with earlier ones: one that is a new best, or else the largest. */
export function setToCompare(before: Standing | null, done: readonly DoneSet[]): DoneSet | null {
  const isNewBest = (set: DoneSet): boolean =>
    compareWithBest(before, set.exercise, amountOf(set.exercise, set))?.isNewBest ?? false
  return largest(done.filter(isNewBest)) ?? largest(done)
}

function largest(sets: readonly DoneSet[]): DoneSet | null {
  const [first = null] = sets.toSorted((a, b) => b.reps - a.reps || b.seconds - a.seconds)
  return first
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
