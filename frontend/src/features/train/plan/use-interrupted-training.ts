import { useEffect, useState } from 'react'
import { type InterruptedTraining, findInterruptedTrainings } from './resume-training'

/** The latest interrupted training; null if there is none, undefined while loading. */
export function useInterruptedTraining(): InterruptedTraining | null | undefined {
  const [training, setTraining] = useState<InterruptedTraining | null | undefined>()

  useEffect(() => {
    let gone = false
    void findInterruptedTrainings(Date.now()).then((found) => {
      if (!gone) setTraining(found.find(({ training: { phase } }) => phase.kind !== 'done') ?? null)
    })
    return () => {
      gone = true
    }
  }, [])

  return training
}
