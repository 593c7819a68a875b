import { t } from '@lingui/core/macro'
import { Compass } from 'lucide-react'
import type { ReactNode } from 'react'
import { AloneOnScreen } from '@/shared/ui/alone-on-screen'
import { EmptyState } from '@/shared/ui/empty-state'
import { LinkButton } from '@/shared/ui/link-button'
import { PageHeader } from '@/shared/ui/page-header'

export function NoSuchPage(): ReactNode {
  return (
    <NotFound
      title={t`There is nothing at this address`}
      way={<LinkButton to="/">{t`Back to Home`}</LinkButton>}
    >
      {t`The link may be old or mistyped.`}
    </NotFound>
  )
}

/** For an address of Train that names no exercise. Fills the screen, as the page of an exercise does. */
export function NoSuchExercise(): ReactNode {
  return (
    <AloneOnScreen>
      <NotFound title={t`There is no such exercise`} way={<ToExercises />}>
        {t`The link may be old or mistyped.`}
      </NotFound>
    </AloneOnScreen>
  )
}

/** For the address of a workout that is not on this device. */
export function NoSuchPlan(): ReactNode {
  return (
    <NotFound title={t`There is no such workout on this device`} way={<ToExercises />}>
      {t`It may have been deleted. Workouts of your own are kept only where you made them.`}
    </NotFound>
  )
}

function ToExercises(): ReactNode {
  return <LinkButton to="/train">{t`Back to the exercises`}</LinkButton>
}

interface NotFoundProps {
  readonly title: string
  readonly way: ReactNode
  readonly children: string
}

function NotFound({ title, way, children }: NotFoundProps): ReactNode {
  return (
    <>
      <PageHeader title={t`Page not found`} />
      <EmptyState icon={Compass} title={title} actions={way}>
        {children}
      </EmptyState>
    </>
  )
}
