import { useEffect } from 'react'
import { useDevice } from '@/pose/choice/device'
import { measureDetector } from '@/pose/choice/measure-detector'
import { probe } from '@/pose/choice/probe'
import { isDataDear } from '@/shared/lib/browser/connection'

/** The set's result is stored and shown first. */
const PROBE_AFTER_MS = 3000

/** Measures once per device how fast poses are detected, while a result is shown and the machine is otherwise idle. */
export function useDeviceProbe(): void {
  useEffect(() => {
    const { timings, remember } = useDevice.getState()
    if (timings['lite-CPU'] !== undefined || isDataDear()) return undefined
    const leave = new AbortController()
    const timer = setTimeout(() => {
      probe((detector) => measureDetector(detector, leave.signal)).then(
        (measured) => {
          if (!leave.signal.aborted) remember(measured)
        },
        // The page was left too early, or no detector runs at the moment: the next result tries again.
        () => undefined,
      )
    }, PROBE_AFTER_MS)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [])
}
