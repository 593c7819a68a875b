import { deviceTimeZone } from './dates'

/** Every zone that this browser knows by its IANA name, and UTC and the device's own, which some lists leave out. */
export function timeZones(): readonly string[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', deviceTimeZone()])
  return [...zones].sort((one, other) => one.localeCompare(other))
}

/** Whether this browser can reckon in the zone. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return name !== ''
  } catch {
    return false
  }
}
