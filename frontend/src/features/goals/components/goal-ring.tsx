import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { isReached } from '../lib/goal-words'
import type { Goal } from '@/api/types'
import { formatPercent } from '@/shared/lib/format'

const RADIUS = 42
const LENGTH = 2 * Math.PI * RADIUS

/** A goal's progress as a ring. Decorative: the text beside it says the same. */
export function GoalRing({ goal }: { readonly goal: Goal }): ReactNode {
  const fraction = Math.min(1, goal.progress / goal.target)
  return (
    <span className="relative inline-flex size-20 shrink-0 items-center justify-center" aria-hidden>
      <svg viewBox="0 0 100 100" className="absolute inset-0 size-full -rotate-90">
        <circle cx="50" cy="50" r={RADIUS} fill="none" strokeWidth="11" className="stroke-sunken" />
        <circle
          cx="50"
          cy="50"
          r={RADIUS}
          fill="none"
          strokeWidth="11"
          strokeLinecap="round"
          strokeDasharray={LENGTH}
          strokeDashoffset={LENGTH * (1 - fraction)}
          className={fraction === 0 ? 'stroke-transparent' : 'stroke-accent-ink'}
        />
      </svg>
      {isReached(goal) ? (
        <Check className="text-accent-ink size-8" strokeWidth={3} />
      ) : (
        <span className="numeral text-xl">{formatPercent(Math.floor(fraction * 100) / 100)}</span>
      )}
    </span>
  )
}
