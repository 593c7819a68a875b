import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { type ExerciseGuide, exerciseGuide } from '../../lib/exercise-guide'
import { Illustration } from './illustration'
import { EXERCISE_TYPES } from '@/shared/lib/exercises'

/** All exercises, with the two main ones first. */
export function ExerciseChooser(): ReactNode {
  return (
    <ul className="m-0 grid list-none grid-cols-1 gap-3 p-0 sm:grid-cols-2 lg:grid-cols-3">
      {EXERCISE_TYPES.map((type) => (
        <li key={type}>
          <ExerciseCard guide={exerciseGuide(type)} />
        </li>
      ))}
    </ul>
  )
}

function ExerciseCard({ guide }: { readonly guide: ExerciseGuide }): ReactNode {
  return (
    <Link
      to={`/train/${guide.type}`}
      className="group rounded-card border-line bg-surface hover:border-line-strong flex h-full items-center gap-3 border p-2 sm:flex-col sm:items-stretch sm:p-3"
    >
      <Illustration
        exercise={guide.type}
        className="aspect-video w-[min(6rem,25vw)] shrink-0 sm:w-full"
      />
      <span className="flex min-w-0 flex-1 items-center gap-2 px-1 sm:flex-none sm:pb-1">
        <span className="min-w-0 flex-1">
          <span className="block text-lg font-bold tracking-tight wrap-anywhere hyphens-auto">
            {guide.name}
          </span>
          <span className="text-muted block text-sm">{guide.summary}</span>
        </span>
        <ChevronRight
          aria-hidden
          className="text-muted size-5 shrink-0 transition-transform group-hover:translate-x-0.5 max-[22rem]:hidden"
        />
      </span>
    </Link>
  )
}
