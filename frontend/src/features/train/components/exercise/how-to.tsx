import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { exerciseGuide } from '../../lib/exercise-guide'
import { Illustration } from './illustration'
import type { ExerciseType } from '@/engine'

/** How to place the device, how to stand, and what counts as a repetition. */
export function HowTo({ exercise }: { readonly exercise: ExerciseType }): ReactNode {
  const guide = exerciseGuide(exercise)
  return (
    <section aria-label={t`Set up`} className="min-h-0 flex-1 overflow-y-auto">
      <Illustration
        exercise={exercise}
        className="short:hidden mb-3 hidden h-[min(18dvh,11rem)] w-full sm:block landscape:h-[26dvh]"
      />
      <ol className="grid list-none gap-2.5 p-0 2xl:text-2xl">
        {guide.setUp.map((line, index) => (
          <li key={line} className="flex gap-3">
            <span
              aria-hidden
              className="bg-accent-soft text-accent-ink inline-flex size-[1.75em] shrink-0 items-center justify-center rounded-full text-[.875em] font-bold"
            >
              {index + 1}
            </span>
            <span>{line}</span>
          </li>
        ))}
      </ol>
      {/* Focusable, so that it can be scrolled by keyboard. */}
      <details className="text-muted mt-3 text-sm">
        <summary className="tap text-ink cursor-pointer py-1 font-semibold">{t`What counts`}</summary>
        <p className="mt-1">{guide.counts}</p>
      </details>
    </section>
  )
}
