import type { ReactNode } from 'react'
import type { ExerciseType } from '@/engine'
import { cn } from '@/shared/lib/cn'

interface IllustrationProps {
  readonly exercise: ExerciseType
  readonly className?: string
}

/** A drawing of the exercise's position. Decorative: the text says the same. */
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
