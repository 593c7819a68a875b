import { t } from '@lingui/core/macro'
import { Compass } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'

/** For an address of Train that names no exercise. Fills the screen, as the page of an exercise does. */
export function NoSuchExercise(): ReactNode {
  return (
    <main className="mx-auto max-w-xl px-4 py-10">
      <NothingToTrain title={t`There is no such exercise`}>
        {t`The link may be old or mistyped.`}
      </NothingToTrain>
    </main>
  )
}

/** For the address of a workout that is not on this device. */
export function NoSuchPlan(): ReactNode {
  return (
    <NothingToTrain title={t`There is no such workout on this device`}>
      {t`It may have been deleted. Workouts of your own are kept only where you made them.`}
    </NothingToTrain>
  )
}

interface NothingToTrainProps {
  readonly title: string
  readonly children: ReactNode
}

function NothingToTrain({ title, children }: NothingToTrainProps): ReactNode {
  return (
    <>
      <PageHeader title={t`Page not found`} />
      <EmptyState
        icon={Compass}
        title={title}
        actions={<LinkButton to="/train">{t`Back to the exercises`}</LinkButton>}
      >
        {children}
      </EmptyState>
    </>
  )
}
