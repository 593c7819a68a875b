import { useEffect, useRef } from 'react'
import { useTrainingSettings } from '../lib/training-settings'
import type { LiveSession } from '../session/live-session'
import type { Stage } from '../session/live-view'

type Act = () => void

/** The action of each key per stage; missing ones do nothing. */
function actionsOf(session: LiveSession, start: Act): Partial<Record<Stage, Record<string, Act>>> {
  const before = {
    ' ': () => session.cancel(),
    Enter: () => session.beginNow(),
    Escape: () => session.cancel(),
    ArrowLeft: () => session.cancel(),
    ArrowRight: () => session.beginNow(),
  }
  const pause = (): void => session.pause('asked')
  const finish = (): void => void session.finish('key')
  const underWay = { ' ': pause, Escape: pause, ArrowLeft: pause, Enter: finish }
  const resume = (): void => session.resume()
  return {
    ready: { ' ': start, Enter: start, ArrowRight: start },
    armed: before,
    countdown: before,
    running: underWay,
    away: underWay,
    paused: { ' ': resume, ArrowRight: resume, Enter: finish },
  }
}

/**
 * Space starts, pauses and resumes; Enter begins at once and finishes; Escape steps back; up and down set the volume.
 * The focused element has precedence: a button's Space and Enter, an input's arrows, a dialog's Escape.
 */
export function useTrainingKeys(session: LiveSession, start: Act): void {
  const startRef = useRef(start)

  useEffect(() => {
    startRef.current = start
  })

  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (isTaken(event)) return
      const louder = { ArrowUp: 1, ArrowDown: -1 }[event.key]
      const act = actionsOf(session, () => startRef.current())[session.view.stage]?.[event.key]
      if (act === undefined && louder === undefined) return
      event.preventDefault()
      if (louder === undefined) act?.()
      else changeVolume(louder)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [session])
}

function isTaken(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat) return true
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  if (document.querySelector('dialog[open]') !== null) return true
  const { target } = event
  if (!(target instanceof Element)) return false
  if (target.closest('input, select, textarea') !== null) return true
  return [' ', 'Enter'].includes(event.key) && target.closest('button, a, summary') !== null
}

function changeVolume(byTenths: number): void {
  const { volumeTenths, change } = useTrainingSettings.getState()
  change({ volumeTenths: Math.min(10, Math.max(0, volumeTenths + byTenths)) })
}
