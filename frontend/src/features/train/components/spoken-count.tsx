import { type ReactNode, useEffect, useState } from 'react'
import type { LiveSession } from '../session/live-session'
import { isHold, repsWord } from '@/shared/lib/exercises'
import { countOf } from '@/shared/lib/format'

const EVERY_MS = 5_000

/** The count for screen readers: every few seconds if it has changed, since every repetition would be noise. */
export function SpokenCount({ session }: { readonly session: LiveSession }): ReactNode {
  const [text, setText] = useState('')

  useEffect(() => {
    const timer = setInterval(() => setText(progressOf(session)), EVERY_MS)
    return () => clearInterval(timer)
  }, [session])

  return (
    <p role="status" className="sr-only">
      {text}
    </p>
  )
}

function progressOf({ exercise, view }: LiveSession): string {
  if (view.stage !== 'running') return ''
  if (isHold(exercise)) return countOf(view.heldSeconds, 'second')
  return `${view.reps} ${repsWord(exercise, view.reps)}`
}
