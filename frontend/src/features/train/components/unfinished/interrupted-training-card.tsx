import { plural, t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { unlockSound } from '../../lib/sound/sound'
import { setNumber } from '../../plan/plan-words'
import type { InterruptedTraining } from '../../plan/resume-training'
import { type Training, nextSet, totalsOf } from '../../plan/training'
import { describeSet } from './unfinished-sets'
import { problemText } from '@/account/problem-text'
import { Alert } from '@/shared/ui/alert'
import { AloneOnScreen } from '@/shared/ui/alone-on-screen'
import { Button } from '@/shared/ui/button'
import { Card } from '@/shared/ui/card'
import { PageHeader } from '@/shared/ui/page-header'

interface InterruptedTrainingCardProps {
  readonly interrupted: InterruptedTraining
  readonly error: unknown
  readonly onContinue: () => void
  readonly onFinish: () => void
}

/** "2 sets done, 22 reps" */
export function describeTraining({ done }: Training): string {
  const { reps } = totalsOf(done)
  return t`${plural(done.length, { one: '# set', other: '# sets' })} done, ${plural(reps, { one: '# rep', other: '# reps' })}`
}

/** Asks whether to continue a workout that a reload or a crash interrupted. */
export function InterruptedTrainingCard(props: InterruptedTrainingCardProps): ReactNode {
  const { interrupted, error, onContinue, onFinish } = props
  const { training, record } = interrupted
  const next = nextSet(training)
  return (
    <AloneOnScreen>
      <PageHeader
        title={t`Your workout is not finished`}
        lead={t`It was interrupted. Nothing is lost: the sets you have done are saved.`}
      />
      <Card data-testid="unfinished-workout">
        <p className="text-xl font-bold">{training.plan.name}</p>
        <p className="numeral mt-1 text-3xl">{describeTraining(training)}</p>
        {next === null ? null : (
          <p className="text-muted mt-1">
            {record === null
              ? t`${setNumber(training.plan, next.position)} comes next`
              : t`${setNumber(training.plan, next.position)}: ${describeSet(record)} so far`}
          </p>
        )}
        {error === null ? null : (
          <div className="mt-4">
            <Alert tone="danger">{problemText(error)}</Alert>
          </div>
        )}
        <div className="mt-6 flex flex-wrap gap-3">
          {next === null ? null : (
            <Button
              variant="accent"
              onClick={() => {
                unlockSound()
                onContinue()
              }}
            >
              {t`Continue`}
            </Button>
          )}
          <Button variant="secondary" onClick={onFinish}>
            {t`Finish here`}
          </Button>
        </div>
      </Card>
    </AloneOnScreen>
  )
}
