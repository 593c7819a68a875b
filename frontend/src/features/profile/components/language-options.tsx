import type { ReactNode } from 'react'
import { LANGUAGES } from '@/shared/words/language'

/** An option per language, each in its own name. */
export function LanguageOptions(): ReactNode {
  return Object.entries(LANGUAGES).map(([tag, name]) => (
    <option key={tag} value={tag} lang={tag}>
      {name}
    </option>
  ))
}
