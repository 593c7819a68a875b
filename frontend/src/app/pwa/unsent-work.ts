import { OUTBOX_SYNC_TAG } from '../service-worker/messages'
import { offered } from '@/shared/lib/offered'
import { storage } from '@/shared/lib/storage'
import { onOutboxChange } from '@/workouts/outbox/outbox'

const ASKED_KEY = 'exercise-buddy.asked-to-persist'

/** Background Sync, which TypeScript's library does not know: only Chromium has it. */
interface SyncingRegistration extends ServiceWorkerRegistration {
  readonly sync: { register(tag: string): Promise<void> }
}

/** Does what the browser offers for work that is not at the server yet. Returns the way to stop. */
export function guardUnsentWork(): () => void {
  return onOutboxChange((change) => {
    if (change.kind !== 'stored') return
    void askToPersist()
    void askForSync()
  })
}

/** Without it a browser short of space may drop what waits here. Asked once: Firefox puts the question to the person. */
async function askToPersist(): Promise<void> {
  const { storage: device } = offered()
  if (storage.get(ASKED_KEY) !== null || device === undefined) return
  storage.set(ASKED_KEY, 'yes')
  // Refused or not: what waits here waits.
  await device.persist().catch(() => false)
}

/** Has the service worker woken once there is a network, should no page be open by then. */
async function askForSync(): Promise<void> {
  const registration = await offered()
    .serviceWorker?.getRegistration()
    .catch(() => undefined)
  if (!registration?.active || !('sync' in registration)) return
  // Switched off by the person: what waits then goes out at the next visit.
  await (registration as SyncingRegistration).sync.register(OUTBOX_SYNC_TAG).catch(() => undefined)
}
