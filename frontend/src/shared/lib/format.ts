import { locale } from '../words/language'

/** Making one takes longer than using it. */
const made = new Map<string, Intl.NumberFormat>()

function integer(): Intl.NumberFormat {
  const style = made.get(locale()) ?? new Intl.NumberFormat(locale())
  made.set(locale(), style)
  return style
}

/** 1,234 */
export function formatCount(count: number): string {
  return integer().format(Math.round(count))
}

/** 0:42, 12:05, 1:02:03: as a stopwatch shows it. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** 42 s, 12 min, 1 h 2 min: as people say it. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${minutes} min`
  return minutes % 60 === 0
    ? `${minutes / 60} h`
    : [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`].join(' ')
}

/** Energy is an estimate: no decimals. */
export function formatCalories(calories: number): string {
  return `${integer().format(Math.round(calories))} kcal`
}
