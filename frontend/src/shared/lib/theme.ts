import { create } from 'zustand'
import { mediaMatches, onMediaChange } from './browser/media'
import { storage } from './browser/storage'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** public/start.js reads the same key. */
const THEME_KEY = 'exercise-buddy.theme'
const DARK_SYSTEM = '(prefers-color-scheme: dark)'
const FORCED_COLORS = '(forced-colors: active)'

function isThemeChoice(value: string | null): value is ThemeChoice {
  return THEME_CHOICES.some((choice) => choice === value)
}

function storedChoice(): ThemeChoice {
  const stored = storage.get(THEME_KEY)
  return isThemeChoice(stored) ? stored : 'system'
}

/** Where the system sets the colours, it has chosen: charts in the other theme's colours would vanish. */
function apply(choice: ThemeChoice): void {
  const isSystems = choice === 'system' || mediaMatches(FORCED_COLORS)
  const dark = isSystems ? mediaMatches(DARK_SYSTEM) : choice === 'dark'
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}

interface ThemeState {
  readonly choice: ThemeChoice
  readonly choose: (choice: ThemeChoice) => void
}

export const useTheme = create<ThemeState>((set) => ({
  choice: storedChoice(),
  choose: (choice) => {
    storage.set(THEME_KEY, choice)
    apply(choice)
    set({ choice })
  },
}))

/** Follows the system's theme unless one is chosen, and choices in other tabs. Returns a function that stops it. */
export function followTheme(): () => void {
  const onStorage = ({ key }: StorageEvent): void => {
    if (key !== THEME_KEY) return
    const choice = storedChoice()
    apply(choice)
    useTheme.setState({ choice })
  }
  addEventListener('storage', onStorage)
  const again = (): void => apply(useTheme.getState().choice)
  const stops = [DARK_SYSTEM, FORCED_COLORS].map((query) => onMediaChange(query, again))
  return () => {
    removeEventListener('storage', onStorage)
    for (const stop of stops) stop()
  }
}
