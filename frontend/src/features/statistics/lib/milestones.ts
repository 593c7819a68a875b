import { plural, t } from '@lingui/core/macro'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold, repsText } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'

/** By key, the highest rung reached or the personal best. Never falls once celebrated. */
export type Reached = Readonly<Record<string, number>>

export interface Milestone {
  /** `streak`, `workouts`, `hours`, `reps:push-up`, `minutes:plank`, `best:push-up` or `longest:plank` */
  readonly key: string
  readonly value: number
}

export interface NextMilestone extends Milestone {
  readonly done: number
}

const LADDERS = {
  streak: [7, 14, 30, 50, 100, 200, 365, 500, 730, 1000],
  workouts: [10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000],
  hours: [1, 5, 10, 25, 50, 100, 250, 500, 1000],
  reps: [100, 500, 1000, 2500, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000],
  minutes: [5, 15, 30, 60, 120, 300, 600, 1200, 3000, 6000],
} as const

type Ladder = keyof typeof LADDERS

const SECONDS_PER_MINUTE = 60
const SECONDS_PER_HOUR = 3600

/** The amount that each ladder measures. Repetitions only add up within one exercise. */
function amounts(statistics: Statistics): readonly [key: string, amount: number][] {
  const { totals, streak } = statistics
  return [
    ['streak', streak.longest],
    ['workouts', totals.workouts],
    ['hours', totals.duration_seconds / SECONDS_PER_HOUR],
    ...statistics.by_exercise.map(({ exercise_type: exercise, reps, duration_seconds }) =>
      isHold(exercise)
        ? ([`minutes:${exercise}`, duration_seconds / SECONDS_PER_MINUTE] as [string, number])
        : ([`reps:${exercise}`, reps] as [string, number]),
    ),
  ]
}

function rungs(key: string): readonly number[] {
  return LADDERS[key.split(':')[0] as Ladder]
}

/** The milestones and bests in the statistics of all time. */
export function reachedIn(statistics: Statistics): Reached {
  const climbed = amounts(statistics).map(([key, amount]) => [
    key,
    rungs(key).findLast((rung) => rung <= amount) ?? 0,
  ])
  const bests = statistics.bests.map(
    ({ exercise_type: exercise, most_reps_in_a_set, longest_set_seconds }) =>
      isHold(exercise)
        ? [`longest:${exercise}`, Math.floor(longest_set_seconds)]
        : [`best:${exercise}`, most_reps_in_a_set],
  )
  return Object.fromEntries([...climbed, ...bests]) as Reached
}

/** What was reached and never celebrated. A first set is not a record: there was no best to beat. */
export function notCelebrated(reached: Reached, celebrated: Reached): readonly Milestone[] {
  return Object.entries(reached)
    .filter(([key, value]) => {
      const before = celebrated[key] ?? (isRecord(key) ? Infinity : 0)
      return value > before
    })
    .map(([key, value]) => ({ key, value }))
}

/** The higher value per key, so that deleting a workout does not cause a second celebration. */
export function highest(one: Reached, other: Reached): Reached {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])]
  return Object.fromEntries(keys.map((key) => [key, Math.max(one[key] ?? 0, other[key] ?? 0)]))
}

/** The next rung of each ladder, nearest first. */
export function nextMilestones(statistics: Statistics): readonly NextMilestone[] {
  return amounts(statistics)
    .flatMap(([key, done]) => {
      const value = rungs(key).find((rung) => rung > done)
      return value === undefined || done === 0 ? [] : [{ key, value, done }]
    })
    .sort((one, other) => other.done / other.value - one.done / one.value)
}

/** "7 days in a row", "Push-ups: 1,000 reps" */
export function milestoneText({ key, value }: Milestone): string {
  const [kind = '', exercise = ''] = key.split(':')
  const name = exerciseName(exercise)
  const texts: Readonly<Record<string, () => string>> = {
    streak: () => t`${plural(value, { one: '# day', other: '# days' })} in a row`,
    workouts: () => plural(value, { one: '# set', other: '# sets' }),
    hours: () => t`${plural(value, { one: '# hour', other: '# hours' })} of training`,
    reps: () => t`${name}: ${repsText(exercise, value)}`,
    minutes: () => t`${name}: ${plural(value, { one: '# minute', other: '# minutes' })}`,
    best: () => t`${name}: best set ${repsText(exercise, value)}`,
    longest: () => t`${name}: longest set ${formatClock(value)}`,
  }
  return texts[kind]?.() ?? key
}

function isRecord(key: string): boolean {
  return key.startsWith('best:') || key.startsWith('longest:')
}
