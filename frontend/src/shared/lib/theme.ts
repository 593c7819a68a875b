import { create } from 'zustand'
import { mediaMatches, onMediaChange } from './media'
import { storage } from './storage'

export const THEME_CHOICES = ['system', 'light', 'dark'] as const
export type ThemeChoice = (typeof THEME_CHOICES)[number]

/** public/start.js reads the same key. */
const THEME_KEY = 'exercise-buddy.theme'
const DARK_SYSTEM = '(prefers-color-scheme: dark)'

function isThemeChoice(value: string | null): value is ThemeChoice {
  return THEME_CHOICES.some((choice) => choice === value)
}

function storedChoice(): ThemeChoice {
  const stored = storage.get(THEME_KEY)
  return isThemeChoice(stored) ? stored : 'system'
}

function apply(choice: ThemeChoice): void {
  const dark = choice === 'dark' || (choice === 'system' && mediaMatches(DARK_SYSTEM))
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
  const stopMedia = onMediaChange(DARK_SYSTEM, () => apply(useTheme.getState().choice))
  return () => {
    removeEventListener('storage', onStorage)
    stopMedia()
  }
}
