import { pushServerKey, registerSubscription } from '../api/reminders'
import { session } from '@/api/session'
import { offered } from '@/shared/lib/browser/offered'
import { storage } from '@/shared/lib/browser/storage'
import { language } from '@/shared/words/language'

/** The account whose reminders this browser shows, and its subscription. */
interface Kept {
  readonly userId: string
  readonly endpoint: string
}

const KEY = 'exercise-buddy.reminders'

/** The reason why this browser cannot show reminders. */
export class PushFailed extends Error {
  readonly reason: 'not-allowed' | 'no-worker' | 'no-service'

  constructor(reason: PushFailed['reason']) {
    super(reason)
    this.reason = reason
  }
}

/** Whether this browser supports pushes. */
export function canShowPushes(): boolean {
  return (
    offered().serviceWorker !== undefined &&
    'PushManager' in globalThis &&
    'Notification' in globalThis
  )
}

/**
 * Asks for permission, then subscribes with the browser's push service and the server. Call it from a press. Throws
 * PushFailed or ApiError.
 */
export async function subscribeHere(): Promise<void> {
  if ((await Notification.requestPermission()) !== 'granted') throw new PushFailed('not-allowed')
  const registration = await offered().serviceWorker?.getRegistration()
  if (!registration?.active) throw new PushFailed('no-worker')
  const applicationServerKey = await pushServerKey()
  // A subscription with another key, for instance of a reinstalled server, accepts no pushes of this one.
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  const subscription = await registration.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey })
    .catch(() => {
      throw new PushFailed('no-service')
    })
  await register(subscription)
}

/** Unsubscribes this browser; later pushes are not shown. */
export async function unsubscribeHere(): Promise<void> {
  storage.remove(KEY)
  await (await subscription())?.unsubscribe()
}

/**
 * Keeps the subscription in line with the session: registers it again after sign-in or when the browser has changed it,
 * and ends it when the user signs out or another one signs in. Returns a function that stops it.
 */
export function keepReminders(): () => void {
  void follow(false)
  return session.subscribe((now, before) => {
    if (now.userId === before.userId && now.status === before.status) return
    const signedOut = before.userId !== null && now.userId === null && !now.expired
    // No network, or the permission was revoked: the next start tries again.
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
    // Not ours: nothing to continue with.
    return null
  }
}
