import { useEffect, useState } from 'react'
import { keepForOwner } from '../plan/resume-run'
import { checkpoint } from '../session/stored/checkpoint'
import { forgetWaiting } from '../session/stored/forget-stored'
import { isAnothers } from '../session/stored/owner'
import { isSetRunning } from '../session/stored/running-lock'
import { isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'

export interface UnfinishedSet {
  /** False until it is known whether there is one. */
  readonly known: boolean
  readonly record: SetRecord | null
}

/**
 * The set that a reload or a crash interrupted; not one that runs in another tab, nor an empty one. Another account's is
 * kept for that account instead.
 */
export function useUnfinishedSet(): UnfinishedSet {
  const [found, setFound] = useState<UnfinishedSet>({ known: false, record: null })

  useEffect(() => {
    let gone = false
    void find().then((record) => {
      if (!gone) setFound({ known: true, record })
    })
    return () => {
      gone = true
    }
  }, [])

  return found
}

async function find(): Promise<SetRecord | null> {
  const record = await checkpoint.load()
  if (record === null || isEmpty(record)) return null
  if (isAnothers(record)) return keepForOwner().then(() => null)
  if (await forgetWaiting(record.id)) return null
  return (await isSetRunning()) ? null : record
}
