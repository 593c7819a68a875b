import { t } from '@lingui/core/macro'
import { timeStyle } from '../words/habits'
import { locale } from '../words/language'
/** A calendar day without a time zone, as in the API: YYYY-MM-DD. */
export type LocalDate = string

const A_MONDAY: LocalDate = '2024-01-01'

/** Creating a formatter takes longer than a hundred uses of it, and a calendar names every day of a year. */
const made = new Map<string, Intl.DateTimeFormat>()

function formatOf(of: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${of} ${JSON.stringify(options)}`
  const known = made.get(key) ?? new Intl.DateTimeFormat(of, options)
  made.set(key, known)
  return known
}

/** The calendar day of an instant in a zone. */
export function localDateIn(instant: Date, timeZone: string): LocalDate {
  const parts = formatOf('en', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant)
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
}

/** Noon in UTC: a Date for arithmetic and formatting of calendar days, far from any change of day. */
function noon(date: LocalDate): Date {
  return new Date(`${date}T12:00:00Z`)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  const moved = noon(date)
  moved.setUTCDate(moved.getUTCDate() + days)
  return moved.toISOString().slice(0, 10)
}

/** "Today", "Yesterday", otherwise the date. */
export function dayName(date: LocalDate, today: LocalDate): string {
  if (date === today) return t`Today`
  if (date === addDays(today, -1)) return t`Yesterday`
  return formatOf(locale(), {
    timeZone: 'UTC',
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(date.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' }),
  }).format(noon(date))
}

/** "3 Nov": for the axis of a chart. */
export function shortDay(date: LocalDate): string {
  return formatOf(locale(), {
    timeZone: 'UTC',
    day: 'numeric',
    month: 'short',
  }).format(noon(date))
}

/** "Jul", without the year. In French, three letters would not distinguish June from July. */
export function shortMonth(date: LocalDate): string {
  return formatOf(locale(), { timeZone: 'UTC', month: 'short' }).format(noon(date))
}

/** "Mar 2026": for the axis of a chart. */
export function monthName(date: LocalDate): string {
  return formatOf(locale(), {
    timeZone: 'UTC',
    month: 'short',
    year: 'numeric',
  }).format(noon(date))
}

/** The names of the weekdays, beginning with Monday or another first day. */
export function weekdays(style: 'long' | 'short' = 'long', first = 0): string[] {
  const name = formatOf(locale(), { timeZone: 'UTC', weekday: style })
  return Array.from({ length: 7 }, (_, index) =>
    name.format(noon(addDays(A_MONDAY, first + index))),
  )
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: LocalDate): number {
  return (noon(date).getUTCDay() + 6) % 7
}

/** The first day of the day's week. `first` is 0 for Monday, as at the server, to 6 for Sunday. */
export function weekStart(date: LocalDate, first = 0): LocalDate {
  return addDays(date, -((weekdayOf(date) - first + 7) % 7))
}

/** "2026-03-14T17:05": an instant in a zone, as the value of a datetime-local input. */
export function dateTimeIn(instant: Date, timeZone: string): string {
  const time = formatOf('en-GB', { timeZone, timeStyle: 'short' }).format(instant)
  return `${localDateIn(instant, timeZone)}T${time}`
}

/**
 * The instant at which clocks in the zone show that date and time; for an hour skipped by a clock change, the next one.
 */
export function instantIn(dateTime: string, timeZone: string): Date {
  const asUtcMs = Date.parse(`${dateTime}:00Z`)
  const shownAt = (ms: number): number => Date.parse(`${dateTimeIn(new Date(ms), timeZone)}:00Z`)
  const guessMs = asUtcMs - (shownAt(asUtcMs) - asUtcMs)
  return new Date(guessMs - (shownAt(guessMs) - asUtcMs))
}

/** The time of day of an instant: 17:05, or 5:05 PM if the device uses a 12-hour clock. */
export function timeOfDay(instant: Date, timeZone: string): string {
  return timeStyle(timeZone).format(instant)
}

/** "14 Mar 2026", in this device's time zone. */
export function dateOf(instant: Date): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(instant)
}

/** "14 Mar 2026, 17:05", in this device's time zone and clock. */
export function momentOf(instant: Date): string {
  return `${dateOf(instant)}, ${timeStyle().format(instant)}`
}
