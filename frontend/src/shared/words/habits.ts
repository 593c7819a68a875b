import { language, locale } from './language'

/** What writes times of day: in the page's language, with twelve hours or twenty-four as the device counts them. */
export function timeStyle(timeZone?: string): Intl.DateTimeFormat {
  const options = { timeStyle: 'short', ...(timeZone === undefined ? {} : { timeZone }) } as const
  const device = new Intl.DateTimeFormat(undefined, options)
  const { hourCycle, locale: deviceLocale } = device.resolvedOptions()
  if (deviceLocale.split('-')[0] === language()) return device
  return new Intl.DateTimeFormat(locale(), { ...options, hourCycle })
}
