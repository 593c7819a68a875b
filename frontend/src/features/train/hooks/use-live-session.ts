import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { v7 as uuidv7 } from 'uuid'
import { checkpoint } from '../session/checkpoint'
import { LiveSession } from '../session/live-session'
import type { LiveView } from '../session/live-view'
import { type ExerciseType, createCounter } from '@/engine'

const TICK_MS = 250

/** A session that ticks, is written down when the page goes away, and pauses when it cannot be seen. */
export function useLiveSession(exercise: ExerciseType): LiveSession {
  const [session] = useState(
    () =>
      new LiveSession(exercise, {
        createCounter,
        nowMs: () => performance.now(),
        today: () => new Date(),
        newId: uuidv7,
        saveCheckpoint: (record) => checkpoint.save(record),
      }),
  )

  useEffect(() => {
    const timer = setInterval(() => session.tick(), TICK_MS)
    const onHidden = () => {
      if (document.visibilityState === 'hidden') session.pause('hidden')
    }
    const onPageHide = () => session.keep()
    document.addEventListener('visibilitychange', onHidden)
    window.addEventListener('pagehide', onPageHide)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onHidden)
      window.removeEventListener('pagehide', onPageHide)
      session.keep()
    }
  }, [session])

  return session
}

/** A part of what the session shows; the component renders anew only when that part changes. */
export function useLive<T>(session: LiveSession, select: (view: LiveView) => T): T {
  return useStore(session.store, select)
}
