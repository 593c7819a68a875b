import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { exerciseNames } from '@/shared/lib/exercises'

/** What a `Select` of exercises offers; `all` comes first and stands for none in particular. */
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
