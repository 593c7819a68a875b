import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { LanguageOptions } from './language-options'
import { weekdays } from '@/shared/lib/dates'
import { Field } from '@/shared/ui/field'
import { Select } from '@/shared/ui/input'
import {
  type WeightUnit,
  chooseFirstWeekday,
  chooseWeightUnit,
  chosenFirstWeekday,
  weightUnit,
} from '@/shared/words/habits'
import { type Language, chooseLanguage, chosenLanguage } from '@/shared/words/language'

/** The first days of the week in use anywhere: Monday, Saturday, Sunday. */
const FIRST_DAYS = [0, 5, 6]

/** Language and regional settings of this device; by default the browser's. */
export function Habits(): ReactNode {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <LanguageField />
      <WeekField />
      <WeightField />
    </div>
  )
}

function LanguageField(): ReactNode {
  return (
    <Field label={t`Language`}>
      {(control) => (
        <Select
          {...control}
          value={chosenLanguage() ?? ''}
          onChange={({ target }) =>
            chooseLanguage(target.value === '' ? null : (target.value as Language))
          }
        >
          <option value="">{t`Same as the browser`}</option>
          <LanguageOptions />
        </Select>
      )}
    </Field>
  )
}

function WeekField(): ReactNode {
  return (
    <Field label={t`Weeks in the calendar begin on`}>
      {(control) => (
        <Select
          {...control}
          value={chosenFirstWeekday() ?? ''}
          onChange={({ target }) =>
            chooseFirstWeekday(target.value === '' ? null : Number(target.value))
          }
        >
          <option value="">{t`As in your country`}</option>
          {FIRST_DAYS.map((day) => (
            <option key={day} value={day}>
              {weekdays()[day]}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function WeightField(): ReactNode {
  return (
    <Field label={t`Weight in`}>
      {(control) => (
        <Select
          {...control}
          value={weightUnit()}
          onChange={({ target }) => chooseWeightUnit(target.value as WeightUnit)}
        >
          <option value="kg">{t`Kilograms`}</option>
          <option value="lb">{t`Pounds`}</option>
        </Select>
      )}
    </Field>
  )
}
