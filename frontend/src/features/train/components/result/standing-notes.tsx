import { plural, t } from '@lingui/core/macro'
import { Flame, Target, Trophy, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Standing, compareWithBest, goalText } from '../../lib/standing'
import { cn } from '@/shared/lib/cn'

interface StandingNotesProps {
  /** The state before the set was saved. */
  readonly before: Standing | null
  readonly now: Standing | null
  readonly exercise: string
  /** The repetitions of the best set just done, or the seconds of a hold. */
  readonly done: number
}

/** One line each about a beaten record, goals and the streak. */
export function StandingNotes({ before, now, exercise, done }: StandingNotesProps): ReactNode {
  const best = compareWithBest(before, exercise, done)
  const goals = (now?.goals ?? []).filter(
    ({ exercise_type }) => exercise_type === null || exercise_type === exercise,
  )
  const streakDays = now?.streakDays ?? 0
  if (best === null && goals.length === 0 && streakDays === 0) return null
  return (
    <ul className="m-0 grid list-none gap-2 p-0" data-testid="standing">
      {best === null ? null : (
        <Note icon={Trophy} celebrated={best.isNewBest}>
          {best.text}
        </Note>
      )}
      {streakDays === 0 ? null : (
        <Note
          icon={Flame}
        >{t`Streak: ${plural(streakDays, { one: '# day', other: '# days' })}`}</Note>
      )}
      {goals.map((goal) => (
        <Note key={goal.id} icon={Target}>
          {t`Goal: ${goalText(goal)}`}
        </Note>
      ))}
    </ul>
  )
}

function Note({
  icon: Icon,
  celebrated = false,
  children,
}: {
  readonly icon: LucideIcon
  readonly celebrated?: boolean
  readonly children: ReactNode
}): ReactNode {
  return (
    <li
      className={cn(
        'flex items-center gap-2 font-semibold',
        celebrated && 'bg-accent text-on-accent animate-arrive rounded-2xl px-4 py-3 text-lg',
      )}
    >
      <Icon
        aria-hidden
        className={cn('shrink-0', celebrated ? 'size-7' : 'text-accent-ink size-5')}
      />
      <span>{children}</span>
    </li>
  )
}
