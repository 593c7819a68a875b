import { useEffect, useState } from 'react'
import { adviceWords } from '../lib/advice-words'
import { CountSound } from '../lib/count-sound'
import { useTrainingSettings } from '../lib/training-settings'
import type { LiveSession } from '../session/live-session'
import type { LiveView } from '../session/live-view'
import { isHold } from '@/shared/lib/exercises'

const HOLD_EVERY_SECONDS = 10

/** Sounds the session's count as the settings say; returns what a press on Start has to call. */
export function useCountSound(session: LiveSession): () => void {
  const [countSound] = useState(() => new CountSound())

  useEffect(() => {
    const stop = session.store.subscribe((view, before) => {
      const { sound } = useTrainingSettings.getState()
      const reached = newlyReached(session, view, before)
      if (reached !== null) countSound.count(reached, sound, performance.now())
      else if (view.advice !== null && view.advice !== before.advice) {
        countSound.advise(adviceWords(view.advice), sound)
      }
    })
    return () => {
      stop()
      countSound.dispose()
    }
  }, [session, countSound])

  return () => countSound.unlock(useTrainingSettings.getState().sound)
}

/** The number to sound, or null: each repetition, or every tenth second of a hold. */
function newlyReached(session: LiveSession, view: LiveView, before: LiveView): number | null {
  if (view.stage !== 'running') return null
  if (!isHold(session.exercise)) return view.reps > before.reps ? view.reps : null
  const { heldSeconds } = view
  return heldSeconds > before.heldSeconds && heldSeconds % HOLD_EVERY_SECONDS === 0
    ? heldSeconds
    : null
}
