import type { ReactNode } from 'react'
import { EXERCISE_NAMES } from '@/shared/lib/exercises'

/** What a `Select` of exercises offers; `all` comes first and stands for none in particular. */
export function ExerciseOptions({ all = false }: { readonly all?: boolean }): ReactNode {
  return (
    <>
      {all ? <option value="">All exercises</option> : null}
      {EXERCISE_NAMES.map(([type, name]) => (
        <option key={type} value={type}>
          {name}
        </option>
      ))}
    </>
  )
}
