import { storage } from '../lib/browser/storage'
import { browserLanguages, language, locale } from './language'

const WEIGHT_KEY = 'exercise-buddy.weight-unit'
const WEEKDAY_KEY = 'exercise-buddy.first-weekday'

export type WeightUnit = 'kg' | 'lb'

const POUND_KG = 0.45359237
const POUND_REGIONS = ['US', 'LR', 'MM']
// For browsers that do not report the first day of the week. From CLDR's weekData; elsewhere it is Monday.
const SUNDAY_REGIONS = 'US CA MX BR JP KR IN IL ZA CO PE VE PT PH SG HK TW TH ID KE SA'.split(' ')
const SATURDAY_REGIONS = 'AE BH DZ EG IQ IR JO KW LY OM QA SD SY'.split(' ')

/** The formatter for times of day, in the page's language and with the device's 12 or 24-hour clock. */
export function timeStyle(timeZone?: string): Intl.DateTimeFormat {
  const options = { timeStyle: 'short', ...(timeZone === undefined ? {} : { timeZone }) } as const
  const device = new Intl.DateTimeFormat(undefined, options)
  const { hourCycle, locale: deviceLocale } = device.resolvedOptions()
  if (deviceLocale.split('-')[0] === language()) return device
  return new Intl.DateTimeFormat(locale(), { ...options, hourCycle })
}

/** The unit chosen on this device, or else that of the user's country. */
export function weightUnit(): WeightUnit {
  const chosen = storage.get(WEIGHT_KEY)
  if (chosen === 'kg' || chosen === 'lb') return chosen
  return POUND_REGIONS.includes(region() ?? '') ? 'lb' : 'kg'
}

/** Stores the choice and reloads the page. */
export function chooseWeightUnit(unit: WeightUnit): void {
  storage.set(WEIGHT_KEY, unit)
  location.reload()
}

/** Kilograms in the unit, to a tenth. */
export function weightIn(unit: WeightUnit, kg: number): number {
  return Math.round((unit === 'kg' ? kg : kg / POUND_KG) * 10) / 10
}

/** Kilograms, to a tenth, of a weight in the unit. */
export function kilograms(unit: WeightUnit, weight: number): number {
  return unit === 'kg' ? weight : Math.round(weight * POUND_KG * 10) / 10
}

/**
 * The first day of the week, 0 for Monday to 6 for Sunday: as chosen on this device, or else that of the user's
 * country.
 */
export function firstWeekday(): number {
  return chosenFirstWeekday() ?? countrysFirstWeekday()
}

/** The chosen first day; null to follow the country. */
export function chosenFirstWeekday(): number | null {
  const chosen = storage.get(WEEKDAY_KEY)
  return chosen !== null && /^[0-6]$/.test(chosen) ? Number(chosen) : null
}

/** Stores the choice and reloads the page. */
export function chooseFirstWeekday(day: number | null): void {
  if (day === null) storage.remove(WEEKDAY_KEY)
  else storage.set(WEEKDAY_KEY, String(day))
  location.reload()
}

function countrysFirstWeekday(): number {
  const home = region()
  if (home === null) return 0
  const known: Intl.Locale & { getWeekInfo?: () => { firstDay?: number } } = new Intl.Locale(
    'und',
    {
      region: home,
    },
  )
  const day = known.getWeekInfo?.().firstDay
  if (day !== undefined) return day - 1
  if (SUNDAY_REGIONS.includes(home)) return 6
  return SATURDAY_REGIONS.includes(home) ? 5 : 0
}

/** The country of the browser's first language that has one: AT of de-AT. */
function region(): string | null {
  for (const tag of browserLanguages()) {
    const { region: named } = new Intl.Locale(tag)
    if (named !== undefined) return named
  }
  return null
}
