import { plural, t } from '@lingui/core/macro'
import { Flame, Target, Trophy, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { type Standing, bestText, goalText } from '../../lib/standing'

interface StandingNotesProps {
  /** The state before the set was saved. */
  readonly before: Standing | null
  readonly now: Standing | null
  readonly exercise: string
  /** The repetitions of the best set just done. */
  readonly reps: number
}

/** One line each about a beaten record, goals and the streak. */
export function StandingNotes({ before, now, exercise, reps }: StandingNotesProps): ReactNode {
  const best = bestText(before, exercise, reps)
  const goals = (now?.goals ?? []).filter(
    ({ exercise_type }) => exercise_type === null || exercise_type === exercise,
  )
  const streakDays = now?.streakDays ?? 0
  if (best === null && goals.length === 0 && streakDays === 0) return null
  return (
    <ul className="m-0 grid list-none gap-2 p-0" data-testid="standing">
      {best === null ? null : <Note icon={Trophy}>{best}</Note>}
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
  children,
}: {
  readonly icon: LucideIcon
  readonly children: ReactNode
}): ReactNode {
  return (
    <li className="flex items-center gap-2 font-semibold">
      <Icon aria-hidden className="text-accent-ink size-5 shrink-0" />
      <span>{children}</span>
    </li>
  )
}
