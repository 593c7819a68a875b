import { createWorkout, deleteWorkout, restoreWorkout, updateWorkout } from '../api/calls'
import { createOutbox } from './create-outbox'
import type { OutboxChange } from './outbox-change'
import { openOutboxStore } from './store'
import { session } from '@/api/session'
import { withLock } from '@/shared/lib/browser/lock'

type Listener = (change: OutboxChange) => void

const listeners = new Set<Listener>()
const otherTabs =
  typeof Reflect.get(globalThis, 'BroadcastChannel') === 'function'
    ? new BroadcastChannel('exercise-buddy.outbox')
    : null

function tellThisTab(change: OutboxChange): void {
  for (const listener of listeners) listener(change)
}

/** Messages to other tabs, including those with an older version: something was stored here, or at the server. */
type Message = 'stored' | 'sent'

otherTabs?.addEventListener('message', ({ data }: MessageEvent<Message>) =>
  tellThisTab({ kind: data === 'stored' ? 'stored' : 'elsewhere' }),
)

export const outboxStore = openOutboxStore()

/** Workouts between Finish and the server's confirmation. Every finished workout goes in here first. */
export const outbox = createOutbox({
  store: outboxStore,
  api: {
    create: createWorkout,
    update: updateWorkout,
    remove: deleteWorkout,
    restore: restoreWorkout,
  },
  lock: withLock,
  now: () => Date.now(),
  random: () => Math.random(),
  session: () => {
    const { userId, status } = session.getState()
    return { userId, signedIn: status === 'signed-in' }
  },
  onChange: tellOfChange,
})

/** Also for changes that were made at the server directly. */
export function tellOfChange(change: OutboxChange): void {
  tellThisTab(change)
  const message: Message = change.kind === 'stored' ? 'stored' : 'sent'
  otherTabs?.postMessage(message)
}

/** Calls the listener after every change, from any tab. Returns a function that stops it. */
export function onOutboxChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
