import { t } from '@lingui/core/macro'
import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useCallback, useState } from 'react'
import { type Entry, entriesOf } from '../../lib/entries'
import { WorkoutActions } from '../editing/workout-actions'
import { TrainingEntry } from './training-entry'
import { WorkoutRow } from './workout-row'
import type { Workout } from '@/api/types'
import { type LocalDate, dayName, timeOfDay } from '@/shared/lib/dates'
import { exerciseName } from '@/shared/lib/exercises'
import { mainFigure } from '@/workouts/figures'
import { type Day, useDay } from '@/workouts/use-day'

const HEADING_PX = 40
const ROW_PX = 100
const GAP_PX = 12
/** Days rendered before and after those in view. */
const OVERSCAN = 3

interface WorkoutDaysProps {
  readonly days: readonly [LocalDate, readonly Workout[]][]
  /** The ids of the selected workouts; null while not selecting. */
  readonly chosen: ReadonlySet<string> | null
  readonly onToggle: (id: string) => void
}

/** The history by day. Only days near the view are rendered, however long it is. */
export function WorkoutDays({ days, chosen, onToggle }: WorkoutDaysProps): ReactNode {
  const day = useDay()
  const [topPx, setTopPx] = useState(0)
  const listRef = useCallback((list: HTMLDivElement | null) => {
    if (list !== null) setTopPx(list.offsetTop)
  }, [])
  // oxlint-disable-next-line react/incompatible-library -- nothing made from it is kept in a memo
  const virtualizer = useWindowVirtualizer({
    count: days.length,
    estimateSize: (index) => HEADING_PX + (days[index]?.[1].length ?? 1) * (ROW_PX + GAP_PX),
    getItemKey: (index) => days[index]?.[0] ?? index,
    overscan: OVERSCAN,
    scrollMargin: topPx,
  })
  const shown = virtualizer.getVirtualItems()
  const beforePx = (shown[0]?.start ?? topPx) - topPx
  const endPx = (shown.at(-1)?.end ?? topPx) - topPx

  return (
    <div
      ref={listRef}
      style={{ paddingTop: beforePx, paddingBottom: virtualizer.getTotalSize() - endPx }}
    >
      {shown.map(({ key, index }) => {
        const [date, workouts] = days[index] ?? ['', []]
        return (
          <section
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-labelledby={`day-${date}`}
            className="pb-8"
          >
            <h2
              id={`day-${date}`}
              className="mb-3 text-lg font-bold tracking-tight first-letter:uppercase"
            >
              {dayName(date, day.today)}
            </h2>
            <ul className="m-0 flex list-none flex-col gap-3 p-0">
              {entriesOf(workouts).map((entry) => (
                <li key={entry.key} className="grid gap-3">
                  <HistoryEntry entry={entry} day={day} chosen={chosen} onToggle={onToggle} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </div>
  )
}

type HistoryEntryProps = Pick<WorkoutDaysProps, 'chosen' | 'onToggle'> & {
  readonly entry: Entry
  readonly day: Day
}

/** The sets of a training are selected one by one. */
function HistoryEntry({ entry, day, chosen, onToggle }: HistoryEntryProps): ReactNode {
  const { training, sets } = entry
  if (chosen !== null) {
    return sets.map((workout) => (
      <SelectableRow
        key={workout.id}
        workout={workout}
        day={day}
        chosen={chosen.has(workout.id)}
        onToggle={onToggle}
      />
    ))
  }
  if (training !== null) {
    return <TrainingEntry entry={entry} name={training.name} timeZone={day.timeZone} />
  }
  return sets.map((workout) => <HistoryRow key={workout.id} workout={workout} day={day} />)
}

function HistoryRow({ workout, day }: { readonly workout: Workout; readonly day: Day }): ReactNode {
  return (
    <WorkoutRow
      workout={workout}
      when={timeOfDay(new Date(workout.started_at), day.timeZone)}
      note={workout.note}
      to={`/history/${workout.id}`}
      actions={<WorkoutActions workout={workout} />}
    />
  )
}

interface SelectableRowProps {
  readonly workout: Workout
  readonly day: Day
  readonly chosen: boolean
  readonly onToggle: (id: string) => void
}

function SelectableRow({ workout, day, chosen, onToggle }: SelectableRowProps): ReactNode {
  const { value, unit } = mainFigure(workout)
  return (
    <WorkoutRow
      workout={workout}
      when={timeOfDay(new Date(workout.started_at), day.timeZone)}
      note={workout.note}
      actions={
        <label className="flex size-11 cursor-pointer items-center justify-center">
          <span className="sr-only">
            {t`Choose ${exerciseName(workout.exercise_type)}, ${value} ${unit}`}
          </span>
          <input
            type="checkbox"
            checked={chosen}
            onChange={() => onToggle(workout.id)}
            className="accent-accent-ink size-6"
          />
        </label>
      }
    />
  )
}
