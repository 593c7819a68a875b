import { t } from '@lingui/core/macro'
import { Component, type ReactNode, useEffect } from 'react'
import { checkpoint } from '../../session/stored/checkpoint'
import { isHold, repsWord } from '@/shared/lib/exercises'
import { formatClock } from '@/shared/lib/format'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'
import { type Trainee, finishedWorkout, isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'
import { storeWorkout } from '@/workouts/store-workout'

interface ResultBoundaryProps {
  readonly record: SetRecord
  readonly trainee: Trainee
  readonly children: ReactNode
}

interface ResultBoundaryState {
  readonly broken: boolean
  readonly again: boolean
}

/**
 * Error boundary of the result page: if rendering breaks, for instance by an extension that moves nodes, it renders
 * once more, which resolves most failures; after that it stores the set and shows just its count.
 */
export class ResultBoundary extends Component<ResultBoundaryProps, ResultBoundaryState> {
  override readonly state: ResultBoundaryState = { broken: false, again: false }

  static getDerivedStateFromError(): Partial<ResultBoundaryState> {
    return { broken: true }
  }

  override componentDidCatch(): void {
    this.setState(({ again }) => ({ broken: again, again: true }))
  }

  override render(): ReactNode {
    const { broken, again } = this.state
    const { record, trainee, children } = this.props
    if (!broken) return children
    return again ? <PlainResult record={record} trainee={trainee} /> : null
  }
}

/** Just the count, with nothing that could break. */
function PlainResult({ record, trainee }: Omit<ResultBoundaryProps, 'children'>): ReactNode {
  useEffect(() => {
    if (isEmpty(record)) return
    // Storing again is harmless. If it fails, the checkpoint is offered at the next visit.
    storeWorkout(finishedWorkout(record, trainee), record.owner_id).then(
      () => checkpoint.clear(record.id),
      () => undefined,
    )
  }, [record, trainee])

  return (
    <main className="mx-auto grid max-w-xl grid-cols-1 gap-4 px-4 py-6 text-center">
      <PageHeader takesFocus title={t`Well done`} />
      <p data-testid="rep-count" translate="no" className="numeral text-8xl">
        {isHold(record.exercise) ? formatClock(record.held_ms / 1000) : record.reps}
      </p>
      <p>{isHold(record.exercise) ? t`held` : repsWord(record.exercise, record.reps)}</p>
      <p className="text-muted">
        {t`The rest of this page broke. Your set is kept: the history has it, and lets you change it.`}
      </p>
      <LinkButton to="/history" reloadDocument>
        {t`History`}
      </LinkButton>
    </main>
  )
}
