import { plural, t } from '@lingui/core/macro'
import type { ImportReason, ImportRow } from '@/api/types'

type Values = ImportRow['values']

/** Why a line is refused. Columns have their names in the file. */
export function importReason(code: ImportReason, values: Values): string {
  const { name = '', field = '', text = '', limit = '', line = '' } = values
  const texts: Readonly<Record<ImportReason, string>> = {
    already_here: t`It is already here.`,
    same_as_line: t`It is the same as line ${line}.`,
    no_workout: t`This is not a set.`,
    no_set: t`This is a rest or a note, not a set.`,
    nothing_done: t`It has neither repetitions nor a time.`,
    unknown_exercise: t`“${name}” is not counted here.`,
    loaded_exercise: t`“${name}” is counted here only without a weight.`,
    unknown_date: t`“${text}” is not a date that can be read here. Write it as 2026-03-28 17:29.`,
    ambiguous_date: t`“${text}”: does the day come first, or the month? Write it as 2026-03-28 17:29.`,
    no_time_of_day: t`“${text}” has no time of day.`,
    in_the_future: t`It is in the future.`,
    day_of_no_zone: t`local_date is not the day of started_at in any time zone.`,
    no_number: t`${field}: “${text}” is not a number.`,
    no_json: t`${field}: this is not JSON.`,
    missing: t`${field} is missing.`,
    too_small: t`${field} is too small. The limit is ${limit}.`,
    too_large: t`${field} is too large. The limit is ${limit}.`,
    too_long: t`${field} is too long: ${limit} characters at most.`,
    invalid: t`${field} has no usable value.`,
  }
  return texts[code]
}

/** The number of examples per kind of reason. */
const NAMED = 5

export interface ReasonSum {
  readonly code: ImportReason
  readonly lines: number
  /** Most frequent first. */
  readonly examples: readonly string[]
  readonly others: number
}

/** Groups refused lines by kind of reason, most frequent first. */
export function sumsByReason(rows: readonly ImportRow[]): readonly ReasonSum[] {
  const byCode = new Map<ImportReason, Map<string, Values>>()
  const lines = new Map<string, number>()
  for (const { status, code, values } of rows) {
    if (status !== 'refused' || code === null) continue
    const key = `${code} ${JSON.stringify(values)}`
    lines.set(key, (lines.get(key) ?? 0) + 1)
    byCode.set(code, (byCode.get(code) ?? new Map<string, Values>()).set(key, values))
  }
  const linesOf = (key: string): number => lines.get(key) ?? 0
  return [...byCode]
    .map(([code, kinds]) => {
      const keys = [...kinds.keys()].sort((one, other) => linesOf(other) - linesOf(one))
      const examples = keys.slice(0, NAMED).map((key) => importReason(code, kinds.get(key) ?? {}))
      const total = keys.reduce((sum, key) => sum + linesOf(key), 0)
      return { code, lines: total, examples, others: keys.length - examples.length }
    })
    .sort((one, other) => other.lines - one.lines)
}

/** "12 lines: “Bench Press” is not counted here. … and 3 more reasons like these." */
export function sumText({ lines, examples, others }: ReasonSum): string {
  const all = examples.join(' ')
  const shown = t`${plural(lines, { one: '# line', other: '# lines' })}: ${all}`
  return others === 0
    ? shown
    : `${shown} ${plural(others, { one: '… and # more like these.', other: '… and # more like these.' })}`
}
