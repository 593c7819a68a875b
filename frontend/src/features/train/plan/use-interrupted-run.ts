import { useEffect, useState } from 'react'
import { type InterruptedRun, findInterruptedRuns } from './resume-run'

/** The latest interrupted run; null if there is none, undefined while loading. */
export function useInterruptedRun(): InterruptedRun | null | undefined {
  const [run, setRun] = useState<InterruptedRun | null | undefined>()

  useEffect(() => {
    let gone = false
    void findInterruptedRuns(Date.now()).then((found) => {
      if (!gone) setRun(found.find(({ run: { phase } }) => phase.kind !== 'done') ?? null)
    })
    return () => {
      gone = true
    }
  }, [])

  return run
}
