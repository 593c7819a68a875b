import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { ExerciseChooser } from '@/features/train/components/exercise/exercise-chooser'
import { PlanList } from '@/features/train/components/plan/plan-list'
import { UnfinishedSetNotice } from '@/features/train/components/unfinished/unfinished-set-notice'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader
        title={t`Train`}
        lead={t`Choose an exercise. The camera counts; its picture stays on this device.`}
        actions={
          <a
            href="#plans-title"
            className="tap text-accent-ink font-semibold underline underline-offset-4"
          >
            {t`Workouts of several sets`}
          </a>
        }
      />
      <UnfinishedSetNotice />
      <ExerciseChooser />
      <PlanList />
    </>
  )
}
