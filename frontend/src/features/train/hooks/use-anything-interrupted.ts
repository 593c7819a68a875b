import { useEffect, useState } from 'react'
import { isAnythingKept } from '../session/kept-twice'

/** Whether there may be an interrupted set or workout on this device; false until that is known. */
export function useAnythingKept(): boolean {
  const [kept, setKept] = useState(false)

  useEffect(() => {
    let gone = false
    void isAnythingKept().then((found) => {
      if (!gone) setKept(found)
    })
    return () => {
      gone = true
    }
  }, [])

  return kept
}
