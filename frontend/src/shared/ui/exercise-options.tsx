import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { exerciseNames } from '@/shared/lib/exercises'

/** The options of a `Select` of exercises; with `all`, the first one stands for all exercises. */
export function ExerciseOptions({ all = false }: { readonly all?: boolean }): ReactNode {
  return (
    <>
      {all ? <option value="">{t`All exercises`}</option> : null}
      {exerciseNames().map(([type, name]) => (
        <option key={type} value={type}>
          {name}
        </option>
      ))}
    </>
  )
}
