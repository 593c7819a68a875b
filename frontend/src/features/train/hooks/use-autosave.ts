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
export function useAutosave({ workout, ownerId, edit, keep }: Typed): () => Promise<void> {
  const latest = useRef<Typed>({ workout, ownerId, edit, keep })
  const onItsWay = useRef<OnItsWay | null>(null)
  const typed = edit === null ? null : JSON.stringify(edit)

  useEffect(() => {
    latest.current = { workout, ownerId, edit, keep }
  })

  const keepNow = useCallback(async () => {
    const now = latest.current
    if (now.edit === null) return
    const text = JSON.stringify(now.edit)
    if (onItsWay.current?.text !== text) onItsWay.current = { text, work: now.keep(now.edit) }
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
      const now = latest.current
      if (now.edit === null) return
      const forget = leaveEdit(now.workout, now.edit, now.ownerId ?? undefined)
      settle(keepNow().finally(forget))
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
