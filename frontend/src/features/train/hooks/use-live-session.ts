import { type RefObject, useEffect, useRef, useState } from 'react'
import { v7 as uuidv7 } from 'uuid'
import { useStore } from 'zustand'
import { useTrainingSettings } from '../lib/training-settings'
import { LiveSession } from '../session/live-session'
import type { LiveView, PauseReason } from '../session/live-view'
import type { SessionPorts } from '../session/session-ports'
import type { EndReason } from '../session/set-flow'
import { checkpoint } from '../session/stored/checkpoint'
import { holdRunningLock } from '../session/stored/running-lock'
import { session as account } from '@/api/session'
import { type ExerciseType, createCounter } from '@/engine'
import type { SetTarget } from '@/workouts/plan'
import type { SetRecord } from '@/workouts/record/set-record'

const TICK_MS = 250

export interface SetWish {
  readonly exercise: ExerciseType
  /** What ends the set automatically. */
  readonly target: SetTarget
  /** The most of an earlier set; 0 if that is unknown. */
  readonly best: number
  /** The training that it is a set of; null for a set by itself. */
  readonly trainingId: string | null
  /** An interrupted set to continue. */
  readonly earlier: SetRecord | null
  /** Called with each checkpoint. */
  readonly onSaved: (record: SetRecord) => void
  readonly onEnded: (record: SetRecord, reason: EndReason) => void
}

/**
 * A session with a running timer, saved when the page is left, and paused while the page is hidden. With an earlier
 * record it continues that set.
 */
export function useLiveSession(wish: SetWish): LiveSession {
  const wishRef = useRef(wish)
  const [session] = useState(() => newSession(wishRef))

  useEffect(() => {
    wishRef.current = wish
  })

  useEffect(() => {
    const timer = setInterval(() => session.tick(), TICK_MS)
    const onVisibility = (): void => {
      if (document.visibilityState === 'hidden') session.pause('hidden')
      else goOnByItself(session, 'hidden')
    }
    const onPageHide = (): void => session.keep()
    document.addEventListener('visibilitychange', onVisibility)
    window.addEventListener('pagehide', onPageHide)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', onVisibility)
      window.removeEventListener('pagehide', onPageHide)
      session.keep()
    }
  }, [session])

  const begun = useLive(session, ({ stage }) => !['ready', 'finished'].includes(stage))
  useEffect(() => {
    const { setId } = session
    return begun && setId !== null ? holdRunningLock(setId) : undefined
  }, [begun, session])

  return session
}

/** A part of the session's view; the component re-renders only when that part changes. */
export function useLive<T>(session: LiveSession, select: (view: LiveView) => T): T {
  return useStore(session.store, select)
}

/** Resumes a pause for lack of pictures when the person is back in position, if sets begin that way. */
export function goOnByItself(session: LiveSession, reason: PauseReason): void {
  const isMeant = session.view.stage === 'paused' && session.view.pauseReason === reason
  if (isMeant && useTrainingSettings.getState().startsInPosition) session.resume('in-position')
}

/** Bests arrive, and callbacks change, while the set runs: both are looked up when they are needed. */
function newSession(wish: RefObject<SetWish>): LiveSession {
  const { exercise, target, trainingId, earlier } = wish.current
  const ports: SessionPorts = {
    createCounter: (type) =>
      createCounter(type, { standard: useTrainingSettings.getState().standard }),
    nowMs: () => performance.now(),
    today: () => new Date(),
    newId: uuidv7,
    ownerId: () => account.getState().userId,
    trainingId,
    saveCheckpoint: (record) => {
      checkpoint.save(record)
      wish.current.onSaved(record)
    },
    best: () => wish.current.best,
    handsFree: () => useTrainingSettings.getState(),
    onEnded: (record, reason) => wish.current.onEnded(record, reason),
  }
  const session = new LiveSession(exercise, ports, target)
  if (earlier !== null) session.continueFrom(earlier)
  return session
}
