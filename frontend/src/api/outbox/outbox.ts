import { useSession } from '../session'
import { createWorkout, deleteWorkout, updateWorkout } from '../workouts'
import { createOutbox } from './create-outbox'
import { openOutboxStore } from './store'
import { withLock } from '@/shared/lib/lock'

const changes = new EventTarget()
const otherTabs =
  'BroadcastChannel' in globalThis ? new BroadcastChannel('exercise-buddy.outbox') : null

function tellThisTab(): void {
  changes.dispatchEvent(new Event('change'))
}

otherTabs?.addEventListener('message', tellThisTab)

/** Workouts between Finish and the server's confirmation. Every finished workout goes in here first. */
export const outbox = createOutbox({
  store: openOutboxStore(),
  api: { create: createWorkout, update: updateWorkout, remove: deleteWorkout },
  lock: withLock,
  now: () => Date.now(),
  random: () => Math.random(),
  session: () => {
    const { userId, status } = useSession.getState()
    return { userId, signedIn: status === 'signed-in' }
  },
  onChange: () => {
    tellThisTab()
    otherTabs?.postMessage('change')
  },
})

/** Calls the listener after every change, from whichever tab. Returns the way to stop. */
export function onOutboxChange(listener: () => void): () => void {
  changes.addEventListener('change', listener)
  return () => changes.removeEventListener('change', listener)
}
