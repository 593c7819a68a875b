import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import type { Figures } from '../api/queries'
import { amountFigure, amountText, hasReps, sideText } from '../lib/figures'
import { streakNote } from '../lib/streak-note'
import type { Statistics } from '@/api/types'
import { exerciseName, isHold } from '@/shared/lib/exercises'
import { formatCount, formatDuration } from '@/shared/lib/format'
import { Card } from '@/shared/ui/card'
import { Stat } from '@/shared/ui/stat'

const periods = () =>
  [
    { name: 'today', label: t`Today`, before: 'yesterday', beforeLabel: t`yesterday` },
    { name: 'week', label: t`This week`, before: 'last_week', beforeLabel: t`last week` },
    { name: 'month', label: t`This month`, before: 'last_month', beforeLabel: t`last month` },
  ] as const

interface OverviewProps {
  readonly exercise: string | null
  readonly figures: Figures
  readonly streak: Statistics['streak']
}

/** All time and the streak, then today, week and month beside the previous ones. */
export function Overview({ exercise, figures, streak }: OverviewProps): ReactNode {
  const { totals } = figures
  return (
    <>
      <Card tone="panel" aria-label={t`All time`}>
        <dl className="m-0 grid grid-cols-[repeat(auto-fit,minmax(min(6.5rem,100%),1fr))] gap-x-6 gap-y-7 sm:grid-cols-[2fr_1fr]">
          <Stat
            label={title(exercise)}
            value={
              hasReps(exercise) && 'reps' in totals
                ? formatCount(totals.reps)
                : formatDuration(totals.duration_seconds)
            }
            note={`${plural(totals.days, { one: '# day', other: '# days' })} · ${sideText(exercise, totals)}`}
            size="large"
            className="text-accent col-span-full sm:col-span-1"
          />
          <Stat label={t`Streak`} value={formatCount(streak.current)} note={streakNote(streak)} />
        </dl>
      </Card>
      <dl className="m-0 grid gap-4 sm:grid-cols-3">
        {periods().map(({ name, label, before, beforeLabel }) => (
          <Stat
            key={name}
            className="rounded-card border-line bg-surface border p-5"
            label={label}
            value={amountFigure(exercise, figures[name])}
            note={[
              // A zero would read as a reproach, most of all of a time before the first set.
              ...(figures[name].workouts === 0 ? [] : [sideText(exercise, figures[name])]),
              ...(figures[before].workouts === 0
                ? []
                : [`${beforeLabel} ${amountText(exercise, figures[before])}`]),
            ].join(' · ')}
          />
        ))}
      </dl>
    </>
  )
}

function title(exercise: string | null): string {
  if (exercise === null) return t`Trained in all`
  const name = exerciseName(exercise)
  if (isHold(exercise)) return t`${name}, held in all`
  return exercise === 'jump-rope' ? t`${name}, jumps in all` : t`${name}, reps in all`
}
