import { i18n, type Messages } from '@lingui/core'
import { storage } from '../lib/storage'

/** Each by the name that its own people read. English stands in the code and needs no catalogue. */
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
/** One way to write English dates on every page: 14 March 2026. */
const ENGLISH = 'en-GB'

function isLanguage(tag: string | null): tag is Language {
  return tag !== null && Object.hasOwn(LANGUAGES, tag)
}

/** What is chosen for this device; null where it follows the browser. */
export function chosenLanguage(): Language | null {
  const chosen = storage.get(LANGUAGE_KEY)
  return isLanguage(chosen) ? chosen : null
}

/** The whole page is drawn anew: no text of the language before stays behind. */
export function chooseLanguage(choice: Language | null): void {
  if (choice === null) storage.remove(LANGUAGE_KEY)
  else storage.set(LANGUAGE_KEY, choice)
  location.reload()
}

/** The languages that the person reads, best first, as far as the browser tells: ['de-AT', 'en']. */
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

/** What Intl writes dates and numbers of this page by: the language as the person's country has it, such as de-AT. */
export function locale(): string {
  if (language() === 'en') return ENGLISH
  return browserLanguages().find((tag) => baseOf(tag) === language()) ?? language()
}

/** Has the words ready. Before anything is drawn; a catalogue that does not come leaves the page in English. */
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

/** From here on texts are in that language. */
export function speak(tag: Language, messages: Messages): void {
  i18n.load(tag, messages)
  i18n.activate(tag)
  // What it writes numbers by is known once the language is.
  i18n.activate(tag, locale())
  document.documentElement.lang = tag
  document.documentElement.dir = directionOf(tag)
}

function directionOf(tag: string): 'ltr' | 'rtl' {
  const known: Intl.Locale & { getTextInfo?: () => { direction?: string } } = new Intl.Locale(tag)
  return known.getTextInfo?.().direction === 'rtl' ? 'rtl' : 'ltr'
}
