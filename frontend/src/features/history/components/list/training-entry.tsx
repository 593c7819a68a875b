import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Entry } from '../../lib/entries'
import { WorkoutActions } from '../editing/workout-actions'
import { WorkoutRow } from './workout-row'
import type { Workout } from '@/api/types'
import { timeOfDay } from '@/shared/lib/dates'
import { formatClock } from '@/shared/lib/format'

interface TrainingEntryProps {
  readonly entry: Entry
  readonly name: string
  readonly timeZone: string
}

/** A training: its total, and its sets in a disclosure. */
export function TrainingEntry({ entry, name, timeZone }: TrainingEntryProps): ReactNode {
  const { sets } = entry
  const [first] = sets
  return (
    <details
      data-testid="training"
      className="border-line bg-surface rounded-2xl border"
      // A few sets are shown without a press.
      open={sets.length <= 3}
    >
      <summary className="cursor-pointer p-4">
        <span className="font-semibold wrap-anywhere">{name}</span>
        <span className="text-muted ms-2 text-sm">
          {first === undefined ? '' : `${timeOfDay(new Date(first.started_at), timeZone)} · `}
          {totalText(sets)}
        </span>
      </summary>
      <ol className="m-0 flex list-none flex-col gap-2 p-2 pt-0">
        {sets.map((workout) => (
          <li key={workout.id}>
            <WorkoutRow
              workout={workout}
              when={t`Set ${(workout.training?.position ?? 0) + 1}`}
              note={noteOf(workout)}
              to={`/history/${workout.id}`}
              actions={<WorkoutActions workout={workout} />}
            />
          </li>
        ))}
      </ol>
    </details>
  )
}

/** "30 reps in 3 sets"; warm-ups are left out. */
function totalText(sets: readonly Workout[]): string {
  const counted = sets.filter(({ training }) => training?.warm_up !== true)
  const reps = counted.reduce((sum, { reps_count }) => sum + reps_count, 0)
  const seconds = counted.reduce((sum, { duration_seconds }) => sum + duration_seconds, 0)
  const what = reps === 0 ? formatClock(seconds) : plural(reps, { one: '# rep', other: '# reps' })
  return t`${what} in ${plural(counted.length, { one: '# set', other: '# sets' })}`
}

function noteOf({ training, note }: Workout): string | null {
  const words = [training?.warm_up === true ? t`Warm-up` : null, note].filter(
    (word) => word !== null,
  )
  return words.length === 0 ? null : words.join(' · ')
}
