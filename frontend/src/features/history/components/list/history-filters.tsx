import { t } from '@lingui/core/macro'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useRef, useState } from 'react'
import { isReversed } from '../../lib/period'
import { cn } from '@/shared/lib/cn'
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

/**
 * Where nothing has been done yet there is nothing to filter. On phones they are behind a button, on one line with the
 * one that starts selecting: the sets come first.
 */
export function HistoryFilters({ filter, onChange }: HistoryFiltersProps): ReactNode {
  const [isAsked, setIsAsked] = useState(false)
  const firstRef = useRef<HTMLSelectElement>(null)
  const isUnfiltered = Object.keys(filter).length === 0
  const isOpen = isAsked || !isUnfiltered
  const { data } = useInfiniteQuery({ ...workoutListQuery(filter), enabled: false })
  // The pressed button has disappeared.
  useEffect(() => {
    if (isAsked) firstRef.current?.focus()
  }, [isAsked])
  if (isUnfiltered && data?.pages[0]?.items.length === 0) return null
  return (
    <>
      {isOpen ? null : (
        <Button
          variant="secondary"
          size="small"
          className="float-start mb-2 sm:hidden"
          aria-expanded={false}
          onClick={() => setIsAsked(true)}
        >
          <ListFilter aria-hidden className="size-4" />
          {t`Filter`}
        </Button>
      )}
      <div
        role="search"
        className={cn(
          !isOpen && 'max-sm:hidden',
          'mb-6 grid grid-cols-[repeat(auto-fit,minmax(min(9.5rem,100%),1fr))] items-start gap-3 sm:grid-cols-3 lg:grid-cols-4',
        )}
      >
        <FilterFields filter={filter} onChange={onChange} firstRef={firstRef} />
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
    </>
  )
}

interface FilterFieldsProps extends HistoryFiltersProps {
  readonly firstRef: Ref<HTMLSelectElement>
}

function FilterFields({ filter, onChange, firstRef }: FilterFieldsProps): ReactNode {
  const set = (name: keyof WorkoutFilter, value: string): void => {
    const entries = Object.entries({ ...filter, [name]: value })
    onChange(Object.fromEntries(entries.filter(([, each]) => each !== '')))
  }
  return (
    <>
      <Field label={t`Exercise`} className="col-span-full sm:col-span-1">
        {(control) => (
          <Select
            {...control}
            ref={firstRef}
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
      <Field label={t`To`} error={isReversed(filter) ? t`This is before “From”.` : undefined}>
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
    </>
  )
}
