import { t } from '@lingui/core/macro'
import type { Day } from './figures'
import { type Measure, measuresOf } from './measures'
import { sinceMonthOfLastYear } from './ranges'
import { type LocalDate, addDays, monthName } from '@/shared/lib/dates'
import { formatPercent } from '@/shared/lib/format'

/** The beginning of a month, up to the same day as today. */
export interface MonthSoFar {
  readonly title: string
  readonly from: LocalDate
  readonly to: LocalDate
}

/** This month, the previous one and that of a year ago, each up to the same day, for a fair comparison. */
export function monthsSoFar(today: LocalDate): [MonthSoFar, MonthSoFar, MonthSoFar] {
  const first = `${today.slice(0, 7)}-01`
  const before = `${addDays(first, -1).slice(0, 7)}-01`
  const day = Number(today.slice(8))
  const soFar = (from: LocalDate): MonthSoFar => ({
    title: monthName(from),
    from,
    to: sameDay(from, day),
  })
  return [soFar(first), soFar(before), soFar(sinceMonthOfLastYear(today).from)]
}

/** The given day of a month, or the last one of a shorter month. */
function sameDay(first: LocalDate, day: number): LocalDate {
  const wanted = addDays(first, day - 1)
  if (wanted.slice(0, 7) === first.slice(0, 7)) return wanted
  return addDays(`${wanted.slice(0, 7)}-01`, -1)
}

const daysTrained = (): Measure => ({
  name: 'days',
  label: t`Days`,
  value: (days) => days.length,
  format: String,
})

export interface ComparedMeasure {
  readonly label: string
  readonly values: readonly string[]
  /** "+12%": this month relative to the previous one; null if that had nothing. */
  readonly change: string | null
}

export function comparedMonths(
  daily: readonly Day[],
  months: readonly MonthSoFar[],
  exercise: string | null,
): ComparedMeasure[] {
  const of = months.map(({ from, to }) =>
    daily.filter(({ local_date }) => from <= local_date && local_date <= to),
  )
  return [daysTrained(), ...measuresOf(exercise)].map(({ label, value, format }) => {
    const values = of.map((days) => (days.length === 0 ? null : value(days)))
    return {
      label,
      values: values.map((each) => (each === null ? '–' : format(each))),
      change: changeOf(values[0] ?? 0, values[1] ?? 0),
    }
  })
}

function changeOf(now: number, before: number): string | null {
  if (before === 0) return null
  const hundredths = Math.round(((now - before) / before) * 100)
  const sign = hundredths > 0 ? '+' : hundredths < 0 ? '−' : '±'
  return `${sign}${formatPercent(Math.abs(hundredths) / 100)}`
}
