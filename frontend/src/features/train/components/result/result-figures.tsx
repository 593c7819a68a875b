import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { estimateCalories } from '../../lib/calories'
import { isHold } from '@/shared/lib/exercises'
import { formatCadence, formatCalories, formatClock } from '@/shared/lib/format'
import { Stat } from '@/shared/ui/stat'
import { type Trainee, longestRun } from '@/workouts/record/finished-workout'
import { type SetRecord, activeMs } from '@/workouts/record/set-record'

interface ResultFiguresProps {
  readonly record: SetRecord
  readonly reps: number
  readonly trainee: Trainee
  readonly signedIn: boolean
}

export function ResultFigures({ record, reps, trainee, signedIn }: ResultFiguresProps): ReactNode {
  const activeSeconds = activeMs(record) / 1000
  const calories = estimateCalories(
    { exerciseType: record.exercise, reps, activeSeconds },
    trainee.weightKg,
  )
  return (
    <div className="grid gap-3">
      <dl className="m-0 grid grid-cols-2 gap-4 sm:grid-cols-3">
        {isHold(record.exercise) ? null : (
          <Stat label={t`Time`} value={formatClock(activeSeconds)} />
        )}
        {figuresOf(record, reps, activeSeconds).map(([label, value]) => (
          <Stat key={label} label={label} value={value} />
        ))}
        {calories === null ? null : (
          <Stat label={t`Calories, estimated`} value={formatCalories(calories)} />
        )}
      </dl>
      {trainee.weightKg === null ? <WeightHint signedIn={signedIn} /> : null}
    </div>
  )
}

function figuresOf(record: SetRecord, reps: number, activeSeconds: number): [string, string][] {
  const { exercise, repetitions, trips } = record
  const figures: [string, string][] = []
  if (reps > 1 && activeSeconds >= 1) {
    figures.push([t`Cadence`, formatCadence((reps * 60) / activeSeconds)])
  }
  if (exercise === 'jump-rope') {
    figures.push([t`Longest run`, String(longestRun(record))], [t`Trips`, String(trips)])
    const doubles = repetitions.filter(({ variant }) => variant === 'double-under').length
    if (doubles > 0)
      figures.push([t`Double-unders`, String(doubles)], [t`Rope turns`, String(reps + doubles)])
  } else if (repetitions.length > 0) {
    const good = repetitions.filter(({ verdict }) => verdict === 'valid').length
    figures.push([t`Good form`, t`${good} of ${repetitions.length}`])
  }
  return figures
}

function WeightHint({ signedIn }: { readonly signedIn: boolean }): ReactNode {
  return (
    <p className="text-muted text-sm">
      {signedIn ? (
        <Trans>
          For calories,{' '}
          <Link to="/profile" className="text-accent-ink font-semibold underline">
            add your weight to your profile
          </Link>
          .
        </Trans>
      ) : (
        t`Calories depend on your weight, which you can enter once you have an account.`
      )}
    </p>
  )
}
