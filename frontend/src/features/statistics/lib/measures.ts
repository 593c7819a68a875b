import { t } from '@lingui/core/macro'
import { type Day, hasReps } from './figures'
import {
  formatCadence,
  formatCalories,
  formatClock,
  formatCount,
  formatDuration,
  formatPercent,
} from '@/shared/lib/format'

/** A measure that the chart can show. */
export interface Measure {
  readonly name: string
  readonly label: string
  /** Null if unknown for these days. */
  readonly value: (days: readonly Day[]) => number | null
  readonly format: (value: number) => string
}

const sum = (days: readonly Day[], of: (day: Day) => number | undefined): number =>
  days.reduce((total, day) => total + (of(day) ?? 0), 0)

function best(days: readonly Day[], of: (day: Day) => number | null | undefined): number | null {
  const known = days.map(of).filter((value) => typeof value === 'number')
  return known.length === 0 ? null : Math.max(...known)
}

const minutesDone = (): Measure => ({
  name: 'minutes',
  label: t`Minutes`,
  value: (days) => sum(days, (day) => day.duration_seconds) / 60,
  format: (minutes) => formatDuration(minutes * 60),
})
const sets = (): Measure => ({
  name: 'sets',
  label: t`Sets`,
  value: (days) => sum(days, (day) => day.workouts),
  format: formatCount,
})
const calories = (): Measure => ({
  name: 'calories',
  label: t`Calories`,
  value: (days) => sum(days, (day) => day.calories),
  format: formatCalories,
})
const longest = (): Measure => ({
  name: 'best-set',
  label: t`Longest set`,
  value: (days) => best(days, (day) => day.longest_set_seconds),
  format: formatClock,
})
const bestSet = (): Measure => ({
  name: 'best-set',
  label: t`Best set`,
  value: (days) => best(days, (day) => day.most_reps_in_a_set),
  format: formatCount,
})
const cadence = (): Measure => ({
  name: 'cadence',
  label: t`Cadence`,
  value: (days) => best(days, (day) => day.best_cadence_per_minute),
  format: formatCadence,
})
const form = (): Measure => ({
  name: 'form',
  label: t`Form`,
  value: goodPercent,
  format: (percent) => formatPercent(percent / 100),
})

/** The measures of one exercise, or those that add up across all. */
export function measuresOf(exercise: string | null): readonly [Measure, ...Measure[]] {
  if (exercise === null) return [minutesDone(), sets(), calories()]
  if (!hasReps(exercise)) return [minutesDone(), longest(), sets()]
  const volume: Measure = {
    name: 'volume',
    label: exercise === 'jump-rope' ? t`Jumps` : t`Reps`,
    value: (days) => sum(days, (day) => day.reps),
    format: formatCount,
  }
  return [volume, bestSet(), cadence(), form(), minutesDone()]
}

/** The percentage of judged repetitions that were good. */
function goodPercent(days: readonly Day[]): number | null {
  const judged = days.flatMap(({ quality }) => quality ?? [])
  const all = judged.reduce(
    (total, each) => total + Object.values(each).reduce((one, other) => one + other, 0),
    0,
  )
  if (all === 0) return null
  return Math.round((judged.reduce((total, { valid }) => total + valid, 0) / all) * 100)
}
