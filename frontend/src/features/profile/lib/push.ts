import { pushServerKey, registerSubscription } from '../api/reminders'
import { session } from '@/api/session'
import { offered } from '@/shared/lib/offered'
import { storage } from '@/shared/lib/storage'
import { language } from '@/shared/words/language'

/** Whose reminders this browser shows, and by which subscription. */
interface Kept {
  readonly userId: string
  readonly endpoint: string
}

const KEY = 'exercise-buddy.reminders'

/** Why this browser shows no reminders. */
export class PushFailed extends Error {
  readonly reason: 'not-allowed' | 'no-worker' | 'no-service'

  constructor(reason: PushFailed['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** Whether this browser can show a push at all. */
export function canShowPushes(): boolean {
  return (
    offered().serviceWorker !== undefined &&
    'PushManager' in globalThis &&
    'Notification' in globalThis
  )
}

/** Asks the person, then the browser's push service, then the server. Call it on a press. Throws PushFailed or ApiError. */
export async function subscribeHere(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new PushFailed('not-allowed')
  const registration = await offered().serviceWorker?.getRegistration()
  if (registration === undefined || registration.active === null) throw new PushFailed('no-worker')
  const applicationServerKey = await pushServerKey()
  // One of another key, as of a server that was set up anew, takes no pushes of this one.
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    .catch(() => {
      throw new PushFailed('no-service')
    })
  await register(subscription)
}

/** Whatever reaches this browser afterwards is not shown. */
export async function unsubscribeHere(): Promise<void> {
  storage.remove(KEY)
  await (await subscription())?.unsubscribe()
}

/**
 * Keeps what this browser shows with the session: told to the server after the next sign-in, or when the browser has
 * changed it; and ended when the person signs out, or another one signs in. Returns the way to stop.
 */
export function keepReminders(): () => void {
  void follow(false)
  return session.subscribe((now, before) => {
    if (now.userId === before.userId && now.status === before.status) return
    const signedOut = before.userId !== null && now.userId === null && !now.expired
    // The network away, or the permission taken back: the next start tries again.
    if (signedOut) unsubscribeHere().catch(() => undefined)
    else void follow(before.userId === null)
  })
}

async function follow(signedIn: boolean): Promise<void> {
  const { status, userId } = session.getState()
  const kept = keptHere()
  if (status !== 'signed-in' || kept === null) return
  try {
    if (kept.userId !== userId) {
      await unsubscribeHere()
      return
    }
    const now = await subscription()
    if (now !== null && (signedIn || now.endpoint !== kept.endpoint)) await register(now)
  } catch {
    // As above.
  }
}

async function register(subscription: PushSubscription): Promise<void> {
  await registerSubscription(subscription, language())
  const { userId } = session.getState()
  if (userId === null) return
  storage.set(KEY, JSON.stringify({ userId, endpoint: subscription.endpoint } satisfies Kept))
}

async function subscription(): Promise<PushSubscription | null> {
  if (!canShowPushes()) return null
  const registration = await offered().serviceWorker?.getRegistration()
  return (await registration?.pushManager.getSubscription()) ?? null
}

function keptHere(): Kept | null {
  try {
    return JSON.parse(storage.get(KEY) ?? 'null') as Kept | null
  } catch {
    // Not ours: there is nothing to go on with.
    return null
  }
}
