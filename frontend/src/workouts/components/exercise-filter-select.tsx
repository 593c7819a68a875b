import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { useExerciseFilter } from '../exercise-filter'
import { ExerciseOptions } from '@/shared/ui/exercise-options'
import { Select } from '@/shared/ui/input'

/** Chooses the exercise that the page shows. Other pages follow the choice. */
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
