/** The zone that is reckoned in where no other can be. */
const UTC = 'UTC'

/** Whether this browser can reckon in the zone. */
export function isTimeZone(name: unknown): name is string {
  if (typeof name !== 'string' || name === '') return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** The zone of this device, as an IANA name; null where the browser knows none: Chromium then says Etc/Unknown. */
export function deviceTimeZone(): string | null {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return isTimeZone(timeZone) ? timeZone : null
}

/** The first of the zones that this browser can reckon in: a server may know newer ones. */
export function usableTimeZone(...wanted: readonly (string | null | undefined)[]): string {
  return wanted.find(isTimeZone) ?? deviceTimeZone() ?? UTC
}

/** Every zone that this browser knows by its IANA name, and UTC and the device's own, which some lists leave out. */
export function timeZones(): readonly string[] {
  const listed = 'supportedValuesOf' in Intl ? Intl.supportedValuesOf('timeZone') : []
  const zones = new Set([...listed, UTC, deviceTimeZone() ?? UTC])
  return [...zones].sort((one, other) => one.localeCompare(other))
}

/** Whether the clocks on the wall of the two zones show the same at that time. */
export function showTheSame(one: string, other: string, instant: Date): boolean {
  const wall = (timeZone: string): string =>
    new Intl.DateTimeFormat('en', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(
      instant,
    )
  return wall(one) === wall(other)
}
