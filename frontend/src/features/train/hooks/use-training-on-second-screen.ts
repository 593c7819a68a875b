import { useEffect } from 'react'
import { type Training, nextSet } from '../plan/training'
import { useSession } from '@/account/use-session'
import { secondScreen } from '@/workouts/second-screen'

const TICK_MS = 500

/** Shows on the account's other screens which set of its plan comes, and the rest before it as it runs out. */
export function useTrainingOnSecondScreen(training: Training): void {
  const signedIn = useSession(({ status }) => status === 'signed-in')
  useEffect(() => {
    secondScreen.at(placeIn(training))
    return () => secondScreen.at({})
  }, [training])
  useEffect(() => {
    if (!signedIn || training.phase.kind !== 'rest') return undefined
    const show = (): void => showRest(training)
    show()
    const timer = setInterval(show, TICK_MS)
    return () => clearInterval(timer)
  }, [training, signedIn])
}

function placeIn({ plan, done }: Training): { set_number: number; sets: number | null } {
  // A plan that goes on until a sum is reached has no number of sets.
  return { set_number: done.length + 1, sets: plan.until_reps === null ? plan.steps.length : null }
}

function showRest(training: Training): void {
  const next = nextSet(training)
  if (training.phase.kind !== 'rest' || next === null) return
  secondScreen.show({
    exercise_type: next.step.exercise,
    phase: 'resting',
    count: 0,
    target: next.target.kind === 'reps' ? next.target.reps : null,
    elapsed_seconds: 0,
    seconds_left: Math.max(0, Math.ceil((training.phase.until_ms - Date.now()) / 1000)),
    hint: '',
  })
}
