import { isRefreshUnanswered, refresh } from './client'
import { toApiError } from './errors'
import { reachability } from './reachability'
import { REFRESH_PAUSE_MS } from './refresh-times'
import { USER_KEY, awaitSession, endSession, session } from './session'
import { storage } from '@/shared/lib/browser/storage'

/** Resumes the last session at start, retries while the server is away, and follows the other tabs. */
export function keepSession(): () => void {
  const resume = (): void => {
    const { status } = session.getState()
    const isLeft = status === 'signed-in' && isRefreshUnanswered()
    if (status !== 'starting' && status !== 'unreachable' && !isLeft) return
    // The refresh itself has already recorded the failure in the session.
    refresh().catch(toApiError)
  }
  const onVisible = (): void => {
    if (document.visibilityState === 'visible') resume()
  }
  const onUser = (kept: string | null): void => {
    if (kept === null) {
      endSession('person')
    } else if (kept !== session.getState().userId) {
      awaitSession(kept)
      resume()
    }
  }
  const onStorage = ({ key, newValue }: StorageEvent): void => {
    if (key === USER_KEY) onUser(newValue)
  }
  const stopWaking = onWaking(onUser)
  const timer = setInterval(resume, REFRESH_PAUSE_MS)
  // Immediately: changes made meanwhile wait for the session.
  const stopReachability = reachability.subscribe(({ problem }) => {
    if (problem === null) resume()
  })
  window.addEventListener('online', resume)
  window.addEventListener('storage', onStorage)
  document.addEventListener('visibilitychange', onVisible)
  resume()

  return () => {
    clearInterval(timer)
    stopReachability()
    stopWaking()
    window.removeEventListener('online', resume)
    window.removeEventListener('storage', onStorage)
    document.removeEventListener('visibilitychange', onVisible)
  }
}

/** A page in the back-forward cache is not told of other tabs: Chromium tells it later, Firefox and Safari never. */
function onWaking(follow: (kept: string | null) => void): () => void {
  let kept = storage.get(USER_KEY)
  const onHide = (): void => {
    kept = storage.get(USER_KEY)
  }
  const onShow = ({ persisted }: PageTransitionEvent): void => {
    const now = storage.get(USER_KEY)
    if (persisted && now !== kept) follow(now)
  }
  window.addEventListener('pagehide', onHide)
  window.addEventListener('pageshow', onShow)
  return () => {
    window.removeEventListener('pagehide', onHide)
    window.removeEventListener('pageshow', onShow)
  }
}
