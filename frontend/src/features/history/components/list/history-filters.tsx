import { t } from '@lingui/core/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isReversed } from '../../lib/period'
import { Button } from '@/shared/ui/button'
import { ExerciseOptions } from '@/shared/ui/exercise-options'
import { Field } from '@/shared/ui/field'
import { Input, Select } from '@/shared/ui/input'
import type { WorkoutFilter } from '@/workouts/api/calls'
import { workoutListQuery } from '@/workouts/api/queries'

interface HistoryFiltersProps {
  readonly filter: WorkoutFilter
  readonly onChange: (filter: WorkoutFilter) => void
}

/** Where nothing has been done yet there is nothing to filter. */
export function HistoryFilters({ filter, onChange }: HistoryFiltersProps): ReactNode {
  const set = (name: keyof WorkoutFilter, value: string): void => {
    const entries = Object.entries({ ...filter, [name]: value })
    onChange(Object.fromEntries(entries.filter(([, each]) => each !== '')))
  }
  const reversed = isReversed(filter)
  const isUnfiltered = Object.keys(filter).length === 0
  const { data } = useInfiniteQuery({ ...workoutListQuery(filter), enabled: false })
  if (isUnfiltered && data?.pages[0]?.items.length === 0) return null
  return (
    <div
      role="search"
      className="mb-6 grid grid-cols-[repeat(auto-fit,minmax(min(9.5rem,100%),1fr))] items-start gap-3 sm:grid-cols-3 lg:grid-cols-4"
    >
      <Field label={t`Exercise`} className="col-span-full sm:col-span-1">
        {(control) => (
          <Select
            {...control}
            value={filter.exercise_type ?? ''}
            onChange={(event) => set('exercise_type', event.target.value)}
          >
            <ExerciseOptions all />
          </Select>
        )}
      </Field>
      <Field label={t`From`}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={filter.from ?? ''}
            max={filter.to}
            onChange={(event) => set('from', event.target.value)}
          />
        )}
      </Field>
      <Field label={t`To`} error={reversed ? t`This is before “From”.` : undefined}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={filter.to ?? ''}
            min={filter.from}
            onChange={(event) => set('to', event.target.value)}
          />
        )}
      </Field>
      {isUnfiltered ? null : (
        <Button
          variant="ghost"
          className="col-span-2 sm:col-span-1 lg:mt-6.5"
          onClick={() => onChange({})}
        >
          {t`Clear filters`}
        </Button>
      )}
    </div>
  )
}
