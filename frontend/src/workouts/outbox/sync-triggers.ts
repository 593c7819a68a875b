import { onOutboxChange, outbox } from './outbox'
import { session } from '@/api/session'

const CHECK_EVERY_MS = 15_000

/**
 * Sends what waits whenever success is likely: at start, when back online or in the foreground, after sign-in, after a
 * workout was added, and periodically while something is due. Returns a function that stops it.
 */
export function startOutboxSync(onError: (error: unknown) => void): () => void {
  const send = (dueOnly: boolean): void => {
    if (session.getState().status !== 'signed-in') return
    outbox.sync({ dueOnly }).catch(onError)
  }
  const onReturn = (): void => {
    if (document.visibilityState === 'visible') send(false)
  }
  const onOnline = (): void => send(false)
  const timer = setInterval(() => send(true), CHECK_EVERY_MS)
  window.addEventListener('online', onOnline)
  document.addEventListener('visibilitychange', onReturn)
  const stopSession = session.subscribe((now, before) => {
    if (now.status === 'signed-in' && before.status !== 'signed-in') send(false)
  })
  const stopChanges = onOutboxChange(() => send(true))
  send(false)

  return () => {
    clearInterval(timer)
    window.removeEventListener('online', onOnline)
    document.removeEventListener('visibilitychange', onReturn)
    stopSession()
    stopChanges()
  }
}
