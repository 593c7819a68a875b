/** The fallback zone. */
const UTC = 'UTC'

/** Whether this browser knows the zone. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** This device's zone as an IANA name; null if the browser knows none (Chromium then reports Etc/Unknown). */
export function deviceTimeZone(): string | null {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return isTimeZone(timeZone) ? timeZone : null
}

/** The first of the zones that this browser knows: the server may know newer ones. */
export function usableTimeZone(...wanted: readonly (string | null | undefined)[]): string {
  return wanted.find(isTimeZone) ?? deviceTimeZone() ?? UTC
}

/** All zones that this browser knows, plus UTC and the device's own, which some browsers leave out of the list. */
export function timeZones(): readonly string[] {
  const listed = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []
  const zones = new Set([...listed, UTC, deviceTimeZone() ?? UTC])
  return [...zones].sort((one, other) => one.localeCompare(other))
}

/** Whether local time is the same in both zones at that instant. */
export function showTheSame(one: string, other: string, instant: Date): boolean {
  const wall = (timeZone: string): string =>
    new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
      instant,
    )
  return wall(one) === wall(other)
}
