import type { ReactNode } from 'react'
import { ExerciseChooser } from '@/features/train/components/exercise-chooser'
import { PageHeader } from '@/shared/ui/page-header'

export function Component(): ReactNode {
  return (
    <>
      <PageHeader title="Train" lead="Choose an exercise. The camera counts, the picture stays here." />
      <ExerciseChooser />
    </>
  )
}
