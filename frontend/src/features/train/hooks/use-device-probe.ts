import { useEffect } from 'react'
import { useDevice } from '@/pose/choice/device'
import { measureDetector } from '@/pose/choice/measure-detector'
import { probe } from '@/pose/choice/probe'
import { isDataDear } from '@/shared/lib/connection'

/** The result is stored and shown first. */
const PROBE_AFTER_MS = 3000

/** Once on each device: while a result is looked at, and nothing else wants the machine, find out how fast poses are detected. */
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
        // Left before it was known, or nothing runs here just now: the next result tries again.
        () => undefined,
      )
    }, PROBE_AFTER_MS)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [])
}
