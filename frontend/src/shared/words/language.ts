import { i18n, type Messages } from '@lingui/core'
import { storage } from '../lib/browser/storage'

/** Each language's name in itself. English is in the code and needs no catalogue. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', es: 'Español', fr: 'Français' } as const
export type Language = keyof typeof LANGUAGES

const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, () => Promise<{ messages: Messages }>>> =
  {
    de: () => import('./de.po'),
    es: () => import('./es.po'),
    fr: () => import('./fr.po'),
  }

/** public/start.js reads the same key. */
const LANGUAGE_KEY = 'exercise-buddy.language'
/** One format for English dates on every page: 14 March 2026. */
const ENGLISH = 'en-GB'

function isLanguage(tag: string | null): tag is Language {
  return tag !== null && Object.hasOwn(LANGUAGES, tag)
}

/** The language chosen on this device; null to follow the browser. */
export function chosenLanguage(): Language | null {
  const chosen = storage.get(LANGUAGE_KEY)
  return isLanguage(chosen) ? chosen : null
}

/** Reloads the whole page, so that no text in the previous language is left. */
export function chooseLanguage(choice: Language | null): void {
  if (choice === null) storage.remove(LANGUAGE_KEY)
  else storage.set(LANGUAGE_KEY, choice)
  location.reload()
}

/** The browser's languages, preferred first: ['de-AT', 'en']. */
export function browserLanguages(): readonly string[] {
  const { languages } = navigator as { readonly languages?: unknown }
  return Array.isArray(languages) ? languages.filter(isTag) : []
}

function isTag(tag: unknown): tag is string {
  try {
    return typeof tag === 'string' && Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function wanted(): Language {
  const known = browserLanguages().map(baseOf).find(isLanguage)
  return chosenLanguage() ?? known ?? 'en'
}

function baseOf(tag: string): string {
  return new Intl.Locale(tag).language
}

/** The language of this page. */
export function language(): Language {
  return isLanguage(i18n.locale) ? i18n.locale : 'en'
}

/** The locale for Intl's dates and numbers: the page's language in the user's country, such as de-AT. */
export function locale(): string {
  if (language() === 'en') return ENGLISH
  return browserLanguages().find((tag) => baseOf(tag) === language()) ?? language()
}

/** Loads the catalogue, before anything is rendered. If that fails, the page is in English. */
export async function startLanguage(): Promise<void> {
  const tag = wanted()
  const messages = await messagesOf(tag)
  speak(messages === null ? 'en' : tag, messages ?? {})
}

async function messagesOf(tag: Language): Promise<Messages | null> {
  if (tag === 'en') return {}
  try {
    return (await CATALOGUES[tag]()).messages
  } catch (error) {
    reportError(error)
    return null
  }
}

/** Activates a language. */
export function speak(tag: Language, messages: Messages): void {
  i18n.load(tag, messages)
  i18n.activate(tag)
  // The locale depends on the language.
  i18n.activate(tag, locale())
  document.documentElement.lang = tag
  document.documentElement.dir = directionOf(tag)
}

function directionOf(tag: string): 'ltr' | 'rtl' {
  const known: Intl.Locale & { getTextInfo?: () => { direction?: string } } = new Intl.Locale(tag)
  return known.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr'
}
