import { useEffect } from 'react'
import { offered } from '@/shared/lib/browser/offered'

/**
 * Keeps the screen on while active. Browsers release the lock in the background, so it is requested again afterwards.
 */
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
        // Refused, for instance on a low battery: the set continues, but the screen may dim.
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
