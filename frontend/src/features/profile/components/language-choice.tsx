import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Field } from '@/shared/ui/field'
import { Select } from '@/shared/ui/input'
import { LANGUAGES, type Language, chooseLanguage, chosenLanguage } from '@/shared/words/language'

/** The language of this device: the browser's own until another one is chosen. */
export function LanguageChoice(): ReactNode {
  return (
    <Field label={t`Language`} className="max-w-xs">
      {(control) => (
        <Select
          {...control}
          value={chosenLanguage() ?? ''}
          onChange={({ target }) =>
            chooseLanguage(target.value === '' ? null : (target.value as Language))
          }
        >
          <option value="">{t`As the browser`}</option>
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}
