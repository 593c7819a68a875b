import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { exerciseName } from '@/shared/lib/exercises'
import { ExerciseIcon } from '@/shared/ui/exercise-icon'
import { type WorkoutFigures, mainFigure, sideFigures, whenAndHowLong } from '@/workouts/figures'

interface WorkoutRowProps {
  readonly workout: WorkoutFigures
  /** "18:05", or a date if the list spans several days. */
  readonly when: string
  readonly note?: string | null | undefined
  /** The row's link; without it the row is plain text. */
  readonly to?: string
  readonly actions?: ReactNode
}

/** On a phone the actions share a second line with the side figures; there is no room beside the big one. */
export function WorkoutRow({ workout, when, note, to, actions }: WorkoutRowProps): ReactNode {
  const { value, unit } = mainFigure(workout)
  const name = exerciseName(workout.exercise_type)
  return (
    <div className="border-line bg-surface has-[a:hover]:border-line-strong relative grid grid-cols-[auto_1fr_auto] items-center gap-x-4 rounded-2xl border p-4 sm:grid-cols-[auto_1fr_auto_auto]">
      <span className="bg-accent-soft text-accent-ink row-span-2 inline-flex size-12 items-center justify-center self-start rounded-2xl max-[17rem]:hidden sm:self-center">
        <ExerciseIcon exercise={workout.exercise_type} className="size-7" />
      </span>
      <div className="min-w-0">
        <p className="font-semibold">
          {to === undefined ? (
            name
          ) : (
            <Link to={to} className="after:absolute after:inset-0 after:rounded-2xl">
              {name}
            </Link>
          )}
        </p>
        <p className="text-muted text-sm first-letter:uppercase">{whenAndHowLong(when, workout)}</p>
      </div>
      <p className="text-end sm:row-span-2">
        <span className="numeral block text-2xl">{value}</span>
        <span className="text-muted text-sm">{unit}</span>
      </p>
      <div className="col-span-2 flex min-w-0 items-center justify-between gap-2 sm:contents">
        <div className="min-w-0 sm:col-start-2 sm:row-start-2">
          <p className="text-muted text-sm">{sideFigures(workout)}</p>
          {note ? <p className="mt-1 line-clamp-2 text-sm wrap-anywhere">{note}</p> : null}
        </div>
        {actions === undefined ? null : (
          <div className="relative -me-2 flex shrink-0 sm:col-start-4 sm:row-span-2 sm:row-start-1">
            {actions}
          </div>
        )}
      </div>
    </div>
  )
}
