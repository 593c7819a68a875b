import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useExerciseFilter } from '../exercise-filter'
import { ExerciseOptions } from '@/shared/ui/exercise-options'
import { Select } from '@/shared/ui/input'

/** Which exercise the page is about. The choice goes along to the other pages. */
export function ExerciseFilterSelect(): ReactNode {
  const [exercise, choose] = useExerciseFilter()
  return (
    <Select
      aria-label={t`Show`}
      className="font-semibold"
      value={exercise ?? ''}
      onChange={(event) => choose(event.target.value === '' ? null : event.target.value)}
    >
      <ExerciseOptions all />
    </Select>
  )
}
