import { useCallback, useEffect, useState } from 'react'
import { keepForOwner } from '../plan/resume-training'
import { checkpoint } from '../session/stored/checkpoint'
import { forgetWaiting } from '../session/stored/forget-stored'
import { isAnothers } from '../session/stored/owner'
import { isInUse, whatRuns } from '../session/stored/running-lock'
import { isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

export interface UnfinishedSets {
  /** False until it is known whether there are any. */
  readonly known: boolean
  /** The latest first. */
  readonly records: readonly SetRecord[]
  /** Looks again: another tab may have continued or saved one since. */
  readonly lookAgain: () => Promise<readonly SetRecord[]>
}

/**
 * The sets that a reload or a crash interrupted; not one that runs in another tab, nor an empty one. Other accounts'
 * are kept for those accounts instead.
 */
export function useUnfinishedSets(): UnfinishedSets {
  const [records, setRecords] = useState<readonly SetRecord[] | null>(null)

  const lookAgain = useCallback(async () => {
    const found = await find()
    setRecords(found)
    return found
  }, [])

  useEffect(() => {
    let gone = false
    void find().then((found) => {
      if (!gone) setRecords(found)
    })
    return () => {
      gone = true
    }
  }, [])

  return { known: records !== null, records: records ?? [], lookAgain }
}

async function find(): Promise<readonly SetRecord[]> {
  // Asked before they are read: a set that ends in between is not taken for a leftover.
  const runs = await whatRuns()
  const left = (await checkpoint.all()).filter((record) => !isInUse(record, runs))
  if (left.some(isAnothers)) await keepForOwner()
  const found: SetRecord[] = []
  for (const record of left.filter((each) => !isAnothers(each))) {
    if (isEmpty(record)) checkpoint.clear(record.id)
    else if (!(await forgetWaiting(record.id))) found.push(record)
  }
  return found
}
