import { useEffect } from 'react'
import { offered } from '@/shared/lib/offered'

/** Keep the screen on while a set runs; browsers let go of the lock in the background, so it is asked for again. */
export function useWakeLock(active: boolean): void {
  useEffect(() => {
    const { wakeLock } = offered()
    if (!active || wakeLock === undefined) return undefined
    let lock: WakeLockSentinel | null = null
    let over = false
    const acquire = async () => {
      if (document.visibilityState === 'hidden') return
      try {
        const acquired = await wakeLock.request('screen')
        if (over) await acquired.release()
        else lock = acquired
      } catch {
        // A low battery may refuse it: the set goes on, the screen may dim.
      }
    }
    const onVisible = () => void acquire()
    document.addEventListener('visibilitychange', onVisible)
    void acquire()
    return () => {
      over = true
      document.removeEventListener('visibilitychange', onVisible)
      void lock?.release()
    }
  }, [active])
}
