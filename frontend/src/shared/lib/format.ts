import { locale } from '../words/language'

/** Creating a formatter takes longer than using it. */
const made = new Map<string, Intl.NumberFormat>()

function inStyle(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale()} ${name}`
  const style = made.get(key) ?? new Intl.NumberFormat(locale(), options)
  made.set(key, style)
  return style
}

const integer = (): Intl.NumberFormat => inStyle('integer', {})

/** 1,234 */
export function formatCount(count: number): string {
  return integer().format(Math.round(count))
}

/** 60%, or 60 % in languages that use a space. */
export function formatPercent(fraction: number): string {
  return inStyle('percent', { style: 'percent', maximumFractionDigits: 0 }).format(fraction)
}

/** 1.4 s, or 1,4 s depending on the language: the duration of a single repetition. */
export function formatSeconds(seconds: number): string {
  const tenths = inStyle('tenths', { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return `${tenths.format(seconds)}\u00a0s`
}

/** 0:42, 12:05, 1:02:03: like a stopwatch. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor((whole % 3600) / 60)
  const rest = String(whole % 60).padStart(2, '0')
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${String(minutes).padStart(2, '0')}:${rest}`
}

/** 42 s, 12 min, 1 h 2 min. Lines may break between hours and minutes, but not before a unit. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole}\u00a0s`
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return `${minutes}\u00a0min`
  return minutes % 60 === 0
    ? `${minutes / 60}\u00a0h`
    : [`${Math.floor(minutes / 60)}\u00a0h`, `${minutes % 60}\u00a0min`].join(' ')
}

/** 34/min: repetitions a minute. */
export function formatCadence(perMinute: number): string {
  return `${formatCount(perMinute)}/min`
}

/** An estimate: no decimals. */
export function formatCalories(calories: number): string {
  return `${integer().format(Math.round(calories))}\u00a0kcal`
}
