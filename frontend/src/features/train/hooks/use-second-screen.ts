import { useEffect } from 'react'
import { lineOf } from '../lib/live-line'
import type { LiveSession } from '../session/live-session'
import type { LiveView, Stage } from '../session/live-view'
import { useSession } from '@/account/use-session'
import type { LiveState } from '@/api/types'
import { isHold } from '@/shared/lib/exercises'
import { secondScreen } from '@/workouts/second-screen'

const PHASES: Readonly<Record<Stage, LiveState['phase']>> = {
  ready: 'ready',
  armed: 'ready',
  countdown: 'countdown',
  running: 'counting',
  away: 'paused',
  paused: 'paused',
  finished: 'finished',
}

/** Shows the session's numbers on the account's other screens, if the user is signed in. */
export function useSecondScreen(session: LiveSession): void {
  const signedIn = useSession(({ status }) => status === 'signed-in')
  useEffect(() => {
    if (!signedIn) return undefined
    const show = (view: LiveView): void => secondScreen.show(stateOf(session, view))
    show(session.view)
    const unsubscribe = session.store.subscribe(show)
    return () => {
      unsubscribe()
      secondScreen.leave()
    }
  }, [session, signedIn])
}

function stateOf(session: LiveSession, view: LiveView): LiveState {
  const { exercise, target } = session
  const held = isHold(exercise)
  const inCount = target.kind === 'reps' ? target.reps : null
  const inSeconds = target.kind === 'seconds' && held ? target.seconds : null
  return {
    exercise_type: exercise,
    phase: PHASES[view.stage],
    count: held ? view.heldSeconds : view.reps,
    target: inCount ?? inSeconds,
    elapsed_seconds: view.elapsedSeconds,
    seconds_left: view.stage === 'countdown' ? view.countdownLeft : null,
    hint: lineOf(view, session)?.text ?? '',
  }
}
