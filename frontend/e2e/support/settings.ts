/** Where and how a browser is: other people's computers. */
export interface Setting {
  /** The zone by Playwright's hand. */
  readonly timezoneId?: string
  /** The zone as the environment says it, right or wrong. */
  readonly tz?: string
  /** Whether the browser translates every page. */
  readonly translated?: boolean
  /** The browser's language, if not English; tests then find what they name in English by its catalogue. */
  readonly language?: 'de' | 'es' | 'fr'
}

type Translated = 'translated' | 'unknown-zone-translated'
export type SettingName = 'home' | 'unknown-zone' | 'far-ahead' | 'german' | Translated

/** Accounts of tests live in Europe/Berlin. E2E_SETTING=... runs every journey in another setting than `home`. */
export const SETTINGS: Readonly<Record<SettingName, Setting>> = {
  home: { timezoneId: 'Europe/Berlin' },
  'unknown-zone': { tz: 'Foo/Bar' },
  'far-ahead': { timezoneId: 'Pacific/Kiritimati' },
  translated: { timezoneId: 'Europe/Berlin', translated: true },
  'unknown-zone-translated': { tz: 'Foo/Bar', translated: true },
  german: { timezoneId: 'Europe/Berlin', language: 'de' },
}

export function settingNamed(name: string): Setting {
  const known = Object.entries(SETTINGS).find(([key]) => key === name)
  if (known === undefined) {
    throw new Error(`E2E_SETTING is one of ${Object.keys(SETTINGS).join(', ')}`)
  }
  return known[1]
}
