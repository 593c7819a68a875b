import { useEffect, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { useStore } from 'zustand'
import { useTrainingSettings } from '../lib/training-settings'
import { checkpoint } from '../session/checkpoint'
import { LiveSession } from '../session/live-session'
import type { LiveView } from '../session/live-view'
import { holdRunningLock } from '../session/running-lock'
import { type ExerciseType, createCounter } from '@/engine'
import type { SetRecord } from '@/workouts/set-record'

const TICK_MS = 250

/**
 * A session that ticks, is written down when the page goes away, and pauses when it cannot be seen. With an earlier
 * record it goes on with that set.
 */
export function useLiveSession(exercise: ExerciseType, earlier: SetRecord | null): LiveSession {
  const [session] = useState(() => newSession(exercise, earlier))

  useEffect(() => {
    const timer = setInterval(() => session.tick(), TICK_MS)
    const onHidden = (): void => {
      if (document.visibilityState === 'hidden') session.pause('hidden')
    }
    const onPageHide = (): void => session.keep()
    document.addEventListener('visibilitychange', onHidden)
    window.addEventListener('pagehide', onPageHide)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onHidden)
      window.removeEventListener('pagehide', onPageHide)
      session.keep()
    }
  }, [session])

  const begun = useLive(session, ({ stage }) => stage === 'running' || stage === 'paused')
  useEffect(() => (begun ? holdRunningLock() : undefined), [begun])

  return session
}

/** A part of what the session shows; the component renders anew only when that part changes. */
export function useLive<T>(session: LiveSession, select: (view: LiveView) => T): T {
  return useStore(session.store, select)
}

function newSession(exercise: ExerciseType, earlier: SetRecord | null): LiveSession {
  const session = new LiveSession(exercise, {
    createCounter: (type) =>
      createCounter(type, { standard: useTrainingSettings.getState().standard }),
    nowMs: () => performance.now(),
    today: () => new Date(),
    newId: uuidv7,
    saveCheckpoint: (record) => checkpoint.save(record),
  })
  if (earlier !== null) session.continueFrom(earlier)
  return session
}
