import { useEffect, useState } from 'react'
import type { PlanRun } from './plan-run'
import { brokenOffRun } from './take-up'

/** The workout that was broken off; null where there is none, undefined until that is known. */
export function useBrokenOff(): PlanRun | null | undefined {
  const [run, setRun] = useState<PlanRun | null | undefined>()

  useEffect(() => {
    let gone = false
    void brokenOffRun(Date.now()).then((found) => {
      if (!gone) setRun(found === null || found.run.phase.kind === 'done' ? null : found.run)
    })
    return () => {
      gone = true
    }
  }, [])

  return run
}
