import { plural, t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useDeviceProbe } from '../../hooks/use-device-probe'
import { sharedWorkout } from '../../lib/shared-result'
import { say } from '../../lib/sound/sound'
import { type Standing, setToCompare } from '../../lib/standing'
import { storedTrainings } from '../../plan/stored-trainings'
import { type DoneSet, type Training, totalsOf } from '../../plan/training'
import { useLastTime } from '../../plan/use-last-time'
import type { TrainingControl } from '../../plan/use-training'
import { BetterNext } from '../result/better-next'
import { GuestNotice } from '../result/guest-notice'
import { ResultBar } from '../result/result-bar'
import { ShareButton } from '../result/share-button'
import { StandingNotes } from '../result/standing-notes'
import { PlanResultSets } from './plan-result-sets'
import { problemText } from '@/account/problem-text'
import { amountOf } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { Alert } from '@/shared/ui/alert'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { PageHeader } from '@/shared/ui/page-header'

interface PlanResultProps {
  readonly control: TrainingControl
  readonly standing: Standing | null
  readonly before: Standing | null
  readonly signedIn: boolean
  readonly onLeave: () => void
}

/** The result of a workout: totals, each set beside last time's, and progress on records, goals and streak. */
export function PlanResult(props: PlanResultProps): ReactNode {
  const { control, standing, before, signedIn, onLeave } = props
  const { training, failure, retry } = control
  const navigate = useNavigate()
  const last = useLastTime(training.plan.id, training.id)
  const [totalText] = useState(() => spokenTotal(training.done))
  const compared = setToCompare(before, training.done)
  // Until this, a reload shows the result again.
  const leave = (then: () => void): void => {
    if (failure === null) storedTrainings.clear(training.id)
    then()
  }
  useDeviceProbe()
  useEffect(() => say(t`Workout done. ${totalText}.`, { tone: 'end', now: true }), [totalText])
  return (
    <main className="mx-auto grid max-w-xl grid-cols-1 gap-4 px-4 py-6 pb-28">
      <PageHeader
        title={titleOf(training)}
        {...(training.done.length === 0 ? { lead: t`Nothing was counted.` } : {})}
      />
      {failure === null ? null : (
        <Alert
          tone="danger"
          title={t`A set could not be kept`}
          actions={
            <Button size="small" onClick={retry}>
              {t`Try again`}
            </Button>
          }
        >
          {t`${problemText(failure)} Leave this page open, and try again.`}
        </Alert>
      )}
      <Card className="grid gap-4">
        <Total done={training.done} />
        <StandingNotes
          before={before}
          now={standing}
          exercise={compared?.exercise ?? ''}
          done={compared === null ? 0 : amountOf(compared.exercise, compared)}
        />
        <PlanResultSets control={control} last={last} />
        <p className="text-muted text-sm" data-testid="workout-saved">
          {failure === null ? t`Saved. Changes are saved as you make them.` : ''}
        </p>
        {training.done.length === 0 ? null : (
          <div>
            <ShareButton result={sharedWorkout(training.plan.name, training.done)} />
          </div>
        )}
      </Card>
      <BetterNext setIds={training.done.map(({ id }) => id)} />
      {signedIn || training.done.length === 0 ? null : <GuestNotice waits />}
      <ResultBar>
        <Button variant="secondary" size="large" onClick={() => leave(onLeave)}>
          {t`Once more`}
        </Button>
        <Button variant="accent" size="large" onClick={() => leave(() => void navigate('/'))}>
          {t`Finish`}
        </Button>
      </ResultBar>
    </main>
  )
}

function Total({ done }: { readonly done: readonly DoneSet[] }): ReactNode {
  const { sets, reps, seconds } = totalsOf(done)
  const rest = done.reduce((sum, { rest_seconds }) => sum + (rest_seconds ?? 0), 0)
  return (
    <div>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span data-testid="rep-count" translate="no" className="numeral text-7xl">
          {reps === 0 ? formatClock(seconds) : reps}
        </span>
        <span className="text-xl font-semibold">
          {reps === 0
            ? plural(sets, { one: 'in # set', other: 'in # sets' })
            : plural(sets, { one: 'reps in # set', other: 'reps in # sets' })}
        </span>
      </p>
      <p className="text-muted">
        {t`${formatClock(seconds)} of work, ${formatClock(rest)} of rest`}
        {done.length > sets ? t`, warm-up left out` : ''}
      </p>
    </div>
  )
}

function titleOf({ plan, done }: Training): string {
  const { reps } = totalsOf(done)
  const isWhole =
    plan.until_reps === null ? done.length >= plan.steps.length : reps >= plan.until_reps
  return isWhole ? t`${plan.name}: done` : plan.name
}

function spokenTotal(done: readonly DoneSet[]): string {
  const { sets, reps } = totalsOf(done)
  return reps === 0
    ? plural(sets, { one: '# set', other: '# sets' })
    : t({
        context: 'spoken',
        message: `${plural(reps, { one: '# rep', other: '# reps' })} in ${plural(sets, { one: '# set', other: '# sets' })}`,
      })
}
