import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { statisticsQuery } from '../api/queries'
import { streakNote } from '../lib/streak-note'
import { problemText } from '@/account/problem-text'
import type { Statistics } from '@/api/types'
import { countOf, formatCount, formatDuration } from '@/shared/lib/format'
import { Card } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Stat } from '@/shared/ui/stat'

/** Today, the streak and the week at a glance. Keeps its height while the figures come. */
export function TodayPanel(): ReactNode {
  const { data, isError, error, refetch } = useQuery(statisticsQuery())
  if (isError && data === undefined) {
    return <LoadError text={problemText(error)} onRetry={() => void refetch()} />
  }
  const figure = (value: number | undefined): string =>
    value === undefined ? '–' : formatCount(value)
  return (
    <Card tone="panel" aria-label="Today" aria-busy={data === undefined}>
      <dl className="m-0 grid grid-cols-2 gap-x-6 gap-y-7 sm:grid-cols-[2fr_1fr_1fr]">
        <Stat
          label="Reps today"
          value={figure(data?.today.reps)}
          note={data && dayNote(data)}
          size="large"
          className="text-accent col-span-2 sm:col-span-1"
        />
        <Stat
          label="Streak"
          value={figure(data?.streak.current)}
          note={data && streakNote(data.streak)}
        />
        <Stat label="This week" value={figure(data?.week.reps)} note={data && weekNote(data)} />
      </dl>
    </Card>
  )
}

function dayNote({ today, yesterday }: Statistics): string {
  const before = `yesterday ${formatCount(yesterday.reps)}`
  if (today.workouts === 0) return `Nothing yet, ${before}. A single set keeps the streak alive.`
  const { workouts, duration_seconds } = today
  return `${countOf(workouts, 'workout')} · ${formatDuration(duration_seconds)} · ${before}`
}

function weekNote({ week, last_week }: Statistics): string {
  return `reps in ${countOf(week.workouts, 'workout')}, last week ${formatCount(last_week.reps)}`
}
