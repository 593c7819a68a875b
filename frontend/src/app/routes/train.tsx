import type { ReactNode } from 'react'
import { ExerciseChooser } from '@/features/train/components/exercise-chooser'
import { PlanList } from '@/features/train/components/plan-list'
import { UnfinishedSetNotice } from '@/features/train/components/unfinished-set-notice'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader
        title="Train"
        lead="Choose an exercise. The camera counts; its picture stays on this device."
      />
      <UnfinishedSetNotice />
      <ExerciseChooser />
      <PlanList />
    </>
  )
}
