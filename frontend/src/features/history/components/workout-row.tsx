import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type WorkoutFigures, mainFigure, sideFigures } from './workout-figures'
import { exerciseName } from '@/shared/lib/exercises'
import { ExerciseIcon } from '@/shared/ui/exercise-icon'

interface WorkoutRowProps {
  readonly workout: WorkoutFigures
  /** "18:05", or a day where rows of several days stand together. */
  readonly when: string
  readonly note?: string | null | undefined
  /** Where the row leads; without it the row is text. */
  readonly to?: string
  readonly actions?: ReactNode
}

export function WorkoutRow({ workout, when, note, to, actions }: WorkoutRowProps): ReactNode {
  const { value, unit } = mainFigure(workout)
  const name = exerciseName(workout.exercise_type)
  return (
    <div className="border-line bg-surface has-[a:hover]:border-line-strong relative flex items-center gap-4 rounded-2xl border p-4">
      <span className="bg-accent-soft text-accent-ink inline-flex size-12 shrink-0 items-center justify-center rounded-2xl">
        <ExerciseIcon exercise={workout.exercise_type} className="size-7" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="font-semibold">
          {to === undefined ? (
            name
          ) : (
            <Link to={to} className="after:absolute after:inset-0 after:rounded-2xl">
              {name}
            </Link>
          )}
        </p>
        <p className="text-muted truncate text-sm">
          {[when, sideFigures(workout)].filter(Boolean).join(' · ')}
        </p>
        {note ? <p className="mt-1 line-clamp-2 text-sm">{note}</p> : null}
      </div>
      <p className="shrink-0 text-right">
        <span className="numeral block text-2xl">{value}</span>
        <span className="text-muted text-sm">{unit}</span>
      </p>
      {actions === undefined ? null : <div className="relative flex shrink-0">{actions}</div>}
    </div>
  )
}
