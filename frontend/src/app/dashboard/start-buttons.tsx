import { t } from '@lingui/core/macro'
import { ArrowRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { cn } from '@/shared/lib/cn'
import { exerciseName } from '@/shared/lib/exercises'
import { ExerciseIcon } from '@/shared/ui/exercise-icon'

const STARTS = [
  { exercise: 'push-up', style: 'bg-accent text-on-accent hover:opacity-90' },
  { exercise: 'jump-rope', style: 'bg-panel text-on-panel hover:opacity-90' },
]

/** Large buttons for the two main exercises, and one for all the others. */
export function StartButtons(): ReactNode {
  return (
    <section aria-label={t`Start training`} className="print:hidden">
      <ul className="m-0 grid list-none grid-cols-1 gap-4 p-0 sm:grid-cols-2">
        {STARTS.map(({ exercise, style }) => (
          <li key={exercise}>
            <Link
              to={`/train/${exercise}`}
              className={cn(
                'rounded-card flex items-center gap-4 p-5 sm:p-6 forced-colors:border',
                style,
              )}
            >
              <ExerciseIcon
                exercise={exercise}
                className="size-[min(3rem,15vw)] shrink-0 sm:size-14"
              />
              <span className="min-w-0 flex-1">
                <span className="block text-sm font-semibold opacity-80">{t`Start`}</span>{' '}
                <span className="block text-xl font-extrabold tracking-tight break-words hyphens-auto min-[22rem]:text-2xl">
                  {exerciseName(exercise)}
                </span>
              </span>
              <ArrowRight
                aria-hidden
                className="size-7 shrink-0 max-[17rem]:hidden rtl:rotate-180"
              />
            </Link>
          </li>
        ))}
      </ul>
      <p className="mt-3 text-end">
        <Link
          to="/train"
          className="tap text-accent-ink font-semibold underline underline-offset-4"
        >
          {t`All exercises`}
        </Link>
      </p>
    </section>
  )
}
