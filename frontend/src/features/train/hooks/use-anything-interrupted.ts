import { useEffect, useState } from 'react'
import { isAnythingStored } from '../session/stored/durable-values'

/** Whether there may be an interrupted set or workout on this device; false until that is known. */
export function useAnythingInterrupted(): boolean {
  const [kept, setKept] = useState(false)

  useEffect(() => {
    let gone = false
    void isAnythingStored().then((found) => {
      if (!gone) setKept(found)
    })
    return () => {
      gone = true
    }
  }, [])

  return kept
}
