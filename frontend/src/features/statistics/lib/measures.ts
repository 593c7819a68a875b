import { type Day, hasReps } from './figures'
import { repsWord } from '@/shared/lib/exercises'
import { formatCalories, formatClock, formatCount, formatDuration } from '@/shared/lib/format'

/** What the chart can show of some days. */
export interface Measure {
  readonly name: string
  readonly label: string
  /** Null where nothing is known of the days. */
  readonly value: (days: readonly Day[]) => number | null
  readonly format: (value: number) => string
}

const sum = (days: readonly Day[], of: (day: Day) => number | undefined): number =>
  days.reduce((total, day) => total + (of(day) ?? 0), 0)

function best(days: readonly Day[], of: (day: Day) => number | null | undefined): number | null {
  const known = days.map(of).filter((value) => typeof value === 'number')
  return known.length === 0 ? null : Math.max(...known)
}

const MINUTES: Measure = {
  name: 'minutes',
  label: 'Minutes',
  value: (days) => Math.round(sum(days, (day) => day.duration_seconds) / 6) / 10,
  format: (minutes) => formatDuration(minutes * 60),
}
const SETS: Measure = {
  name: 'sets',
  label: 'Sets',
  value: (days) => sum(days, (day) => day.workouts),
  format: formatCount,
}
const ENERGY: Measure = {
  name: 'energy',
  label: 'Energy',
  value: (days) => sum(days, (day) => day.calories),
  format: formatCalories,
}
const LONGEST: Measure = {
  name: 'best-set',
  label: 'Longest set',
  value: (days) => best(days, (day) => day.longest_set_seconds),
  format: formatClock,
}
const BEST_SET: Measure = {
  name: 'best-set',
  label: 'Best set',
  value: (days) => best(days, (day) => day.most_reps_in_a_set),
  format: formatCount,
}
const TEMPO: Measure = {
  name: 'tempo',
  label: 'Tempo',
  value: (days) => best(days, (day) => day.best_cadence_per_minute),
  format: (perMinute) => `${formatCount(perMinute)}/min`,
}
const FORM: Measure = {
  name: 'form',
  label: 'Form',
  value: goodPercent,
  format: (percent) => `${percent} %`,
}

/** Of one exercise its own measures; of all together only those that add up across exercises. */
export function measuresOf(exercise: string | null): readonly [Measure, ...Measure[]] {
  if (exercise === null) return [MINUTES, SETS, ENERGY]
  if (!hasReps(exercise)) return [MINUTES, LONGEST, SETS]
  const word = repsWord(exercise, 2)
  const volume: Measure = {
    name: 'volume',
    label: `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
    value: (days) => sum(days, (day) => day.reps),
    format: formatCount,
  }
  return [volume, BEST_SET, TEMPO, FORM, MINUTES]
}

/** How many of a hundred repetitions that the camera judged were good. */
function goodPercent(days: readonly Day[]): number | null {
  const judged = days.flatMap(({ quality }) => quality ?? [])
  const all = judged.reduce(
    (total, each) => total + Object.values(each).reduce((one, other) => one + other, 0),
    0,
  )
  if (all === 0) return null
  return Math.round((judged.reduce((total, { valid }) => total + valid, 0) / all) * 100)
}
