import { afterEach, describe, expect, it, vi } from 'vitest'
import { deviceTimeZone, isTimeZone, showTheSame, timeZones, usableTimeZone } from './time-zones'

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

function deviceSays(timeZone: unknown): void {
  const real = new Intl.DateTimeFormat().resolvedOptions()
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockReturnValue({
    ...real,
    timeZone: timeZone as string,
  })
}

describe('the zone of the device', () => {
  it.each(['Etc/Unknown', '', undefined, 'Foo/Bar', 'UTC-3'])(
    'is unknown if the browser says %o',
    (zone) => {
      deviceSays(zone)
      expect(deviceTimeZone()).toBeNull()
      expect(usableTimeZone('Mars/Base')).toBe('UTC')
      expect(usableTimeZone(null, 'Asia/Tokyo')).toBe('Asia/Tokyo')
      expect(timeZones()).toContain('UTC')
    },
  )

  it('is used in place of a zone that this browser does not know yet', () => {
    deviceSays('Asia/Tokyo')
    expect(usableTimeZone('Europe/New_Town')).toBe('Asia/Tokyo')
  })
})

it('lists what it can if the browser has no list', () => {
  vi.stubGlobal('Intl', { DateTimeFormat: Intl.DateTimeFormat })
  expect(timeZones()).toContain('UTC')
})

it('knows zones by name', () => {
  expect(isTimeZone('Europe/Berlin')).toBe(true)
  expect(isTimeZone('Mars/Base')).toBe(false)
})

it('tells zones with the same clock from those with another', () => {
  const winter = new Date('2026-01-15T12:00:00Z')
  expect(showTheSame('Europe/Berlin', 'Europe/Paris', winter)).toBe(true)
  expect(showTheSame('Europe/Berlin', 'Asia/Tokyo', winter)).toBe(false)
  expect(showTheSame('Europe/London', 'UTC', winter)).toBe(true)
  expect(showTheSame('Europe/London', 'UTC', new Date('2026-07-15T12:00:00Z'))).toBe(false)
})
