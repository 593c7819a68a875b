import { isRefreshUnanswered, refresh } from './client'
import { toApiError } from './errors'
import { reachability } from './reachability'
import { REFRESH_PAUSE_MS } from './refresh-times'
import { USER_KEY, endSession, session } from './session'

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
  const onStorage = (event: StorageEvent): void => {
    if (event.key !== USER_KEY) return
    const { userId } = session.getState()
    if (event.newValue === null) endSession('person')
    else if (event.newValue !== userId) refresh().catch(toApiError)
  }
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
    window.removeEventListener('online', resume)
    window.removeEventListener('storage', onStorage)
    document.removeEventListener('visibilitychange', onVisible)
  }
}
