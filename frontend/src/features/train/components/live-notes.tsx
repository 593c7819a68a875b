import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useShallow } from 'zustand/shallow'
import { useLive } from '../hooks/use-live-session'
import { adviceWords } from '../lib/advice-words'
import { EXERCISE_GUIDES } from '../lib/exercise-guide'
import type { LiveSession } from '../session/live-session'
import type { LiveView } from '../session/live-view'
import type { ExerciseType } from '@/engine'
import { cn } from '@/shared/lib/cn'
import { exerciseName } from '@/shared/lib/exercises'

interface LiveNotesProps {
  readonly session: LiveSession
  readonly poseReady: boolean
}

/** Notes over the picture: what keeps repetitions from counting, and one line of advice on form. */
export function LiveNotes({ session, poseReady }: LiveNotesProps): ReactNode {
  const view = useLive(
    session,
    useShallow(({ stage, personVisible, inPosition, tooFewFrames, advice, looksLike }) => ({
      stage,
      personVisible,
      inPosition,
      tooFewFrames,
      advice,
      looksLike,
    })),
  )
  if (!poseReady || view.stage === 'paused' || view.stage === 'finished') return null
  const hindrance = hindranceOf(view, session)
  return (
    <>
      <div role="status" className="absolute inset-x-3 top-3 flex flex-wrap gap-2">
        {view.looksLike === null ? (
          hindrance !== null && <Note tone="strong">{hindrance}</Note>
        ) : (
          <OtherExercise exercise={view.looksLike} />
        )}
        {view.tooFewFrames ? (
          <Note tone="plain">Too few pictures a second: close other apps, or move slower</Note>
        ) : null}
      </div>
      {view.advice === null ? null : (
        <p className="bg-accent text-on-accent absolute inset-x-3 bottom-3 rounded-2xl px-4 py-3 text-center text-2xl font-extrabold sm:text-4xl">
          {adviceWords(view.advice)}
        </p>
      )}
    </>
  )
}

function hindranceOf(
  { stage, personVisible, inPosition }: Pick<LiveView, 'stage' | 'personVisible' | 'inPosition'>,
  { exercise }: LiveSession,
): string | null {
  if (!personVisible) return 'Nobody in the picture yet'
  if (inPosition) return null
  const hint = EXERCISE_GUIDES[exercise].getIntoPosition
  return stage === 'running' ? `Get into position: ${hint.toLowerCase()}` : hint
}

function OtherExercise({ exercise }: { readonly exercise: ExerciseType }): ReactNode {
  const name = exerciseName(exercise)
  return (
    <Note tone="strong">
      This looks like another exercise.{' '}
      <Link to={`/train/${exercise}`} className="underline">
        Count {name.toLowerCase()} instead
      </Link>
    </Note>
  )
}

interface NoteProps {
  readonly tone: 'strong' | 'plain'
  readonly children: ReactNode
}

function Note({ tone, children }: NoteProps): ReactNode {
  return (
    <span
      className={cn(
        'rounded-2xl px-4 py-2 font-semibold shadow-md',
        tone === 'strong' ? 'bg-on-panel text-on-accent' : 'bg-panel/85 text-on-panel',
      )}
    >
      {children}
    </span>
  )
}
