import type { ReactNode } from 'react'
import { streakNote } from '../lib/streak-note'
import type { Statistics, Totals } from '@/api/types'
import { countOf, formatCalories, formatCount, formatDuration } from '@/shared/lib/format'
import { Card } from '@/shared/ui/card'
import { Stat } from '@/shared/ui/stat'

const PERIODS = [
  { name: 'today', label: 'Today', before: 'yesterday', beforeLabel: 'yesterday' },
  { name: 'week', label: 'This week', before: 'last_week', beforeLabel: 'last week' },
  { name: 'month', label: 'This month', before: 'last_month', beforeLabel: 'last month' },
] as const

function sideFigures({ workouts, duration_seconds, calories }: Totals): string {
  const figures = [countOf(workouts, 'workout'), formatDuration(duration_seconds)]
  if (calories > 0) figures.push(formatCalories(calories))
  return figures.join(' · ')
}

/** All time and the streak, then today, week and month beside the ones before. */
export function Overview({ statistics }: { readonly statistics: Statistics }): ReactNode {
  const { totals, streak } = statistics
  return (
    <>
      <Card tone="panel" aria-label="All time">
        <dl className="m-0 grid grid-cols-2 gap-x-6 gap-y-7 sm:grid-cols-[2fr_1fr]">
          <Stat
            label="Reps of all time"
            value={formatCount(totals.reps)}
            note={sideFigures(totals)}
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
            label={`${label}, reps`}
            value={formatCount(statistics[name].reps)}
            note={`${sideFigures(statistics[name])} · ${beforeLabel} ${formatCount(statistics[before].reps)}`}
          />
        ))}
      </dl>
    </>
  )
}
