import type { ReactNode } from 'react'
import type { ExerciseType } from '@/engine'
import { cn } from '@/shared/lib/cn'

interface IllustrationProps {
  readonly exercise: ExerciseType
  readonly className?: string
}

/** A drawn person in the exercise's position; decoration beside the words that say the same. */
export function Illustration({ exercise, className }: IllustrationProps): ReactNode {
  return (
    <img
      src={`/illustrations/${exercise}.webp`}
      alt=""
      width={640}
      height={360}
      className={cn('bg-sunken rounded-2xl object-contain', className)}
    />
  )
}
