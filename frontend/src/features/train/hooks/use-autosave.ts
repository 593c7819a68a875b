import { useCallback, useEffect, useRef } from 'react'
import type { WorkoutEdit } from '@/api/types'

const KEEP_AFTER_MS = 400

interface Typed {
  /** The difference to what is stored; null if there is none. */
  readonly edit: WorkoutEdit | null
  readonly keep: (edit: WorkoutEdit) => Promise<void>
}

/**
 * Saves a change shortly after the last key, and at once when the user leaves: by a link, back, or to another app.
 * Returns a function that saves now and rejects if that fails.
 */
export function useAutosave({ edit, keep }: Typed): () => Promise<void> {
  const latest = useRef<Typed>({ edit, keep })
  const onItsWay = useRef<string | null>(null)
  const typed = edit === null ? null : JSON.stringify(edit)

  useEffect(() => {
    latest.current = { edit, keep }
  })

  const keepNow = useCallback(async () => {
    const now = latest.current
    const text = JSON.stringify(now.edit)
    if (now.edit === null || onItsWay.current === text) return
    onItsWay.current = text
    try {
      await now.keep(now.edit)
    } finally {
      if (onItsWay.current === text) onItsWay.current = null
    }
  }, [])

  useEffect(() => {
    if (typed === null) return undefined
    const timer = setTimeout(() => settle(keepNow()), KEEP_AFTER_MS)
    return () => clearTimeout(timer)
  }, [typed, keepNow])

  useEffect(() => {
    const leave = (): void => settle(keepNow())
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
