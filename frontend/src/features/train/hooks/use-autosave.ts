import { useCallback, useEffect, useRef } from 'react'
import type { NewWorkout, WorkoutEdit } from '@/api/types'
import { leaveEdit } from '@/workouts/outbox/left-edits'

const KEEP_AFTER_MS = 400

interface Typed {
  readonly workout: NewWorkout
  /** Whose it is, whoever is signed in by now; null for a guest's. */
  readonly ownerId: string | null
  /** The difference to what is stored; null if there is none. */
  readonly edit: WorkoutEdit | null
  /** Whether the workout itself is stored. */
  readonly isStored: boolean
  readonly keep: (edit: WorkoutEdit) => Promise<void>
}

interface OnItsWay {
  readonly text: string
  readonly work: Promise<void>
}

/**
 * Saves a change shortly after the last key, and at once when the user leaves: by a link, back, or to another app.
 * Returns a function that saves now and rejects if that fails.
 */
export function useAutosave(now: Typed): () => Promise<void> {
  const latest = useRef(now)
  const onItsWay = useRef<OnItsWay | null>(null)
  const typed = now.edit === null ? null : JSON.stringify(now.edit)

  useEffect(() => {
    latest.current = now
  })

  const keepNow = useCallback(async () => {
    const { edit, keep } = latest.current
    if (edit === null) return
    const text = JSON.stringify(edit)
    if (onItsWay.current?.text !== text) onItsWay.current = { text, work: keep(edit) }
    const { current } = onItsWay
    try {
      await current.work
    } finally {
      if (onItsWay.current === current) onItsWay.current = null
    }
  }, [])

  useEffect(() => {
    if (typed === null) return undefined
    const timer = setTimeout(() => settle(keepNow()), KEEP_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typed, keepNow])

  useEffect(() => {
    const leave = (): void => {
      const { workout, edit, ownerId, isStored } = latest.current
      if (edit === null) return
      const forget = leaveEdit(workout, edit, ownerId ?? undefined, isStored)
      settle(keepNow().then(forget))
    }
    window.addEventListener('pagehide', leave)
    document.addEventListener('visibilitychange', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      document.removeEventListener('visibilitychange', leave)
      leave()
    }
  }, [keepNow])

  return keepNow
}

/** Errors are shown from the mutation's state. */
function settle(work: Promise<void>): void {
  work.catch(() => undefined)
}
