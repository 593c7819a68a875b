import { t } from '@lingui/core/macro'
import { Component, type ReactNode, type RefObject } from 'react'
import type { ExerciseType } from '@/engine'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'
import { isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

interface LiveBoundaryProps {
  readonly exercise: ExerciseType
  /** The set's last checkpoint, at most a second old. */
  readonly saved: RefObject<SetRecord | null>
  /** Called with it if anything was counted. */
  readonly onBroken: (record: SetRecord) => void
  readonly children: ReactNode
}

interface LiveBoundaryState {
  readonly broken: boolean
}

/**
 * Error boundary of the live screen: if rendering breaks, for instance by an extension that moves nodes, the set so far
 * goes to its result.
 */
export class LiveBoundary extends Component<LiveBoundaryProps, LiveBoundaryState> {
  override readonly state: LiveBoundaryState = { broken: false }

  static getDerivedStateFromError(): LiveBoundaryState {
    return { broken: true }
  }

  override componentDidCatch(): void {
    const { current: record } = this.props.saved
    if (record !== null && !isEmpty(record)) this.props.onBroken(record)
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return (
      <main className="mx-auto grid max-w-xl grid-cols-1 gap-4 px-4 py-10">
        <PageHeader
          takesFocus
          title={t`This page broke`}
          lead={t`What was counted is kept. Open it again to continue.`}
        />
        <LinkButton to={`/train/${this.props.exercise}`} reloadDocument>
          {t`Open it again`}
        </LinkButton>
      </main>
    )
  }
}
