import type { ReactNode } from 'react'
import type { Figures } from '../api/queries'
import { amountText, hasReps, sideText } from '../lib/figures'
import { streakNote } from '../lib/streak-note'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold, repsWord } from '@/shared/lib/exercises'
import { countOf, formatCount, formatDuration } from '@/shared/lib/format'
import { Card } from '@/shared/ui/card'
import { Stat } from '@/shared/ui/stat'

const PERIODS = [
  { name: 'today', label: 'Today', before: 'yesterday', beforeLabel: 'yesterday' },
  { name: 'week', label: 'This week', before: 'last_week', beforeLabel: 'last week' },
  { name: 'month', label: 'This month', before: 'last_month', beforeLabel: 'last month' },
] as const

interface OverviewProps {
  readonly exercise: string | null
  readonly figures: Figures
  readonly streak: Statistics['streak']
}

/** All time and the streak, then today, week and month beside the ones before. */
export function Overview({ exercise, figures, streak }: OverviewProps): ReactNode {
  const { totals } = figures
  return (
    <>
      <Card tone="panel" aria-label="All time">
        <dl className="m-0 grid grid-cols-2 gap-x-6 gap-y-7 sm:grid-cols-[2fr_1fr]">
          <Stat
            label={title(exercise)}
            value={
              hasReps(exercise) && 'reps' in totals
                ? formatCount(totals.reps)
                : formatDuration(totals.duration_seconds)
            }
            note={`${countOf(totals.days, 'day')} · ${sideText(exercise, totals)}`}
            size="large"
            className="text-accent col-span-2 sm:col-span-1"
          />
          <Stat label="Streak" value={formatCount(streak.current)} note={streakNote(streak)} />
        </dl>
      </Card>
      <dl className="m-0 grid gap-4 sm:grid-cols-3">
        {PERIODS.map(({ name, label, before, beforeLabel }) => (
          <Stat
            key={name}
            className="rounded-card border-line bg-surface border p-5"
            label={label}
            value={amountText(exercise, figures[name])}
            note={`${sideText(exercise, figures[name])} · ${beforeLabel} ${amountText(exercise, figures[before])}`}
          />
        ))}
      </dl>
    </>
  )
}

function title(exercise: string | null): string {
  if (exercise === null) return 'Trained in all'
  const unit = isHold(exercise) ? 'held' : repsWord(exercise, 2)
  return `${exerciseName(exercise)}, ${unit} in all`
}
