import { useEffect, useState } from 'react'
import { checkpoint } from '../session/checkpoint'
import { isSetRunning } from '../session/running-lock'
import type { SetRecord } from '../session/set-record'

export interface UnfinishedSet {
  /** False until it is known whether there is one. */
  readonly known: boolean
  readonly record: SetRecord | null
}

/** The set that a reload or a crash broke off; not one that runs in another tab. */
export function useUnfinishedSet(): UnfinishedSet {
  const [found, setFound] = useState<UnfinishedSet>(() => {
    const record = checkpoint.load()
    return { known: record === null, record }
  })

  useEffect(() => {
    if (found.known) return undefined
    let gone = false
    void isSetRunning().then((running) => {
      if (!gone) setFound(({ record }) => ({ known: true, record: running ? null : record }))
    })
    return () => {
      gone = true
    }
  }, [found.known])

  return found
}
