import { t } from '@lingui/core/macro'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type Figures, figuresQuery, statisticsQuery } from '../api/queries'
import { amountFigure, amountText, sideText } from '../lib/figures'
import { streakNote } from '../lib/streak-note'
import { problemText } from '@/account/problem-text'
import type { Statistics } from '@/api/types'
import { exerciseName } from '@/shared/lib/exercises'
import { formatCount } from '@/shared/lib/format'
import { Card } from '@/shared/ui/card'
import { LoadError } from '@/shared/ui/load-error'
import { Stat } from '@/shared/ui/stat'

/** As wide as its figure, also where letters stand further apart, and never broken within a word. */
const SIDE = 'flex-[1_0_min(6.5rem,100%)]'

/** Today, the streak and the week at a glance, of one exercise or of all. Keeps its height while loading. */
export function TodayPanel({ exercise = null }: { readonly exercise?: string | null }): ReactNode {
  const all = useQuery(statisticsQuery())
  const figures = useQuery(figuresQuery(exercise))
  const failed = [all, figures].find(({ isError, data }) => isError && data === undefined)
  if (failed !== undefined) {
    return <LoadError text={problemText(failed.error)} onRetry={() => void failed.refetch()} />
  }
  const { data } = figures
  const streak = all.data?.streak
  if (all.data?.totals.workouts === 0) return <BeforeTheFirstSet />
  return (
    <Card tone="panel" aria-label={t`Today`} aria-busy={data === undefined}>
      <dl className="m-0 flex flex-wrap gap-x-6 gap-y-7 sm:grid sm:grid-cols-[2fr_1fr_1fr]">
        <DayStat exercise={exercise} figures={data} all={all.data} />
        <Stat
          label={t`Streak`}
          value={streak === undefined ? '–' : formatCount(streak.current)}
          note={<Note>{streak && streakNote(streak)}</Note>}
          className={SIDE}
        />
        <Stat
          label={t`This week`}
          value={data ? amountFigure(exercise, data.week) : '–'}
          note={<Note>{data && weekNote(exercise, data)}</Note>}
          className={SIDE}
        />
      </dl>
    </Card>
  )
}

/** In place of zeros. The buttons that start a set are below it. */
function BeforeTheFirstSet(): ReactNode {
  return (
    <Card tone="panel" aria-label={t`Today`}>
      <h2 className="text-accent text-3xl font-extrabold tracking-tight">{t`Your first set`}</h2>
      <p className="text-on-panel-muted mt-2 max-w-md">
        {t`Prop up this device, step back and begin: the camera counts. Then today, your streak and your week appear here.`}
      </p>
    </Card>
  )
}

interface DayStatProps {
  readonly exercise: string | null
  readonly figures: Figures | undefined
  readonly all: Statistics | undefined
}

function DayStat({ exercise, figures, all }: DayStatProps): ReactNode {
  const only = figures && onlyExercise(figures)
  const shown = only?.exercise_type ?? exercise
  const today = only ?? figures?.today
  // A zero is no greeting.
  const isUntouched = all?.today.workouts === 0
  return (
    <Stat
      label={shown === null ? t`Today` : t`${exerciseName(shown)} today`}
      value={isUntouched ? t`Ready?` : today ? amountFigure(shown, today) : '–'}
      note={<Note>{figures && all && dayNote(exercise, figures, all)}</Note>}
      size="large"
      className="text-accent basis-full"
    />
  )
}

/** Today's only exercise, if there is just one: its repetitions say more than its duration. */
function onlyExercise(figures: Figures): Statistics['today_by_exercise'][number] | null {
  if (!('today_by_exercise' in figures)) return null
  const [first = null, ...others] = figures.today_by_exercise
  return others.length === 0 ? first : null
}

/** Reserves the usual height: two lines on a phone. */
function Note({ children }: { readonly children: string | undefined }): ReactNode {
  return <span className="block min-h-[2lh] sm:min-h-[1lh]">{children}</span>
}

function dayNote(exercise: string | null, figures: Figures, all: Statistics): string {
  const { today, yesterday } = figures
  const before = t`yesterday ${amountText(exercise, yesterday)}`
  if (today.workouts === 0) {
    const nothing = yesterday.workouts === 0 ? t`Nothing yet.` : t`Nothing yet, ${before}.`
    // Another exercise has already extended the streak.
    return all.today.workouts > 0 ? nothing : `${nothing} ${encouragement(all.streak)}`
  }
  const only = onlyExercise(figures)
  if (only !== null) return sideText(only.exercise_type, only)
  if (!('today_by_exercise' in figures)) {
    const side = sideText(exercise, today)
    return yesterday.workouts === 0 ? side : `${side} · ${before}`
  }
  return figures.today_by_exercise
    .map((each) => `${exerciseName(each.exercise_type)} ${amountText(each.exercise_type, each)}`)
    .join(' · ')
}

function weekNote(exercise: string | null, { week, last_week }: Figures): string {
  const before = t`last week ${amountText(exercise, last_week)}`
  return [
    ...(week.workouts === 0 ? [] : [sideText(exercise, week)]),
    ...(last_week.workouts === 0 ? [] : [before]),
  ].join(' · ')
}

function encouragement({ current }: Statistics['streak']): string {
  return current > 0 ? t`A single set keeps the streak alive.` : t`A single set begins a streak.`
}
