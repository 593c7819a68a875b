import { plural } from '@lingui/core/macro'
import { type ReactNode, useEffect, useState } from 'react'
import type { LiveSession } from '../../session/live-session'
import { isHold, spokenReps } from '@/shared/lib/exercises'

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
  if (isHold(exercise)) return plural(view.heldSeconds, { one: '# second', other: '# seconds' })
  return spokenReps(exercise, view.reps)
}
