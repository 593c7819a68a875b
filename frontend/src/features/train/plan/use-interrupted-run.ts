import { useEffect, useState } from 'react'
import type { PlanRun } from './plan-run'
import { findInterruptedRun } from './resume-run'

/** The interrupted run; null if there is none, undefined while loading. */
export function useInterruptedRun(): PlanRun | null | undefined {
  const [run, setRun] = useState<PlanRun | null | undefined>()

  useEffect(() => {
    let gone = false
    void findInterruptedRun(Date.now()).then((found) => {
      if (!gone) setRun(found === null || found.run.phase.kind === 'done' ? null : found.run)
    })
    return () => {
      gone = true
    }
  }, [])

  return run
}
