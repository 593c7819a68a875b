import { useCallback, useEffect, useRef } from 'react'
import type { WorkoutEdit } from '@/api/types'

const KEEP_AFTER_MS = 400

interface Typed {
  /** What differs from what is stored; null where nothing does. */
  readonly edit: WorkoutEdit | null
  readonly keep: (edit: WorkoutEdit) => Promise<void>
}

/**
 * Keeps a change shortly after the last key, and at once where the person goes away: by a link, back, or to another
 * app. Returns the way to keep it now; rejects where it cannot be kept.
 */
export function useKeptAsTyped({ edit, keep }: Typed): () => Promise<void> {
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

/** Its errors are shown from the mutation's own state. */
function settle(work: Promise<void>): void {
  work.catch(() => undefined)
}
