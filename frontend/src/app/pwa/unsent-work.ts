import { OUTBOX_SYNC_TAG } from '../service-worker/messages'
import { offered } from '@/shared/lib/browser/offered'
import { storage } from '@/shared/lib/browser/storage'
import { onOutboxChange } from '@/workouts/outbox/outbox'

const ASKED_KEY = 'exercise-buddy.asked-to-persist'

/** Background Sync; only Chromium has it, so TypeScript's library has no type for it. */
interface SyncingRegistration extends ServiceWorkerRegistration {
  readonly sync: { register(tag: string): Promise<void> }
}

/** Uses what the browser offers to protect unsent work. Returns a function that stops it. */
export function guardUnsentWork(): () => void {
  return onOutboxChange((change) => {
    if (change.kind !== 'stored') return
    void askToPersist()
    void askForSync()
  })
}

/** Otherwise a browser short of space may evict what waits here. Requested once: Firefox asks the user. */
async function askToPersist(): Promise<void> {
  const { storage: device } = offered()
  if (storage.get(ASKED_KEY) !== null || device === undefined) return
  storage.set(ASKED_KEY, 'yes')
  // The answer does not matter: the work stays here either way.
  await device.persist().catch(() => false)
}

/** Have the service worker woken when there is a network, in case no page is open then. */
async function askForSync(): Promise<void> {
  const registration = await offered()
    .serviceWorker?.getRegistration()
    .catch(() => undefined)
  if (!registration?.active || !('sync' in registration)) return
  // Disabled by the user: waiting work is then sent at the next visit.
  await (registration as SyncingRegistration).sync.register(OUTBOX_SYNC_TAG).catch(() => undefined)
}
