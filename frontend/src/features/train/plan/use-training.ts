import { useCallback, useEffect, useRef, useState } from 'react'
import { useTrainingOnSecondScreen } from '../hooks/use-training-on-second-screen'
import { forgetStored } from '../session/stored/forget-stored'
import { holdRunningLock } from '../session/stored/running-lock'
import { storedTrainings } from './stored-trainings'
import { type Training, afterSet, atTime, movedBy, trainingOf, withKept } from './training'
import { type Trainee, finishedWorkout } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'
import { storeWorkout } from '@/workouts/store-workout'

const TICK_MS = 250
/** Clocks are corrected by less than this all the time. */
const SET_BACK_MS = 1_000

export interface TrainingControl {
  readonly training: Training
  /** Why sets could not be stored anywhere; null if all are stored. */
  readonly failure: Error | null
  readonly change: (change: (training: Training) => Training) => void
  /** Stores a finished set and begins the rest. */
  readonly finishSet: (record: SetRecord, endedMs: number) => void
  readonly retry: () => void
}

/**
 * A training under way: stored on the device at each change; its sets are stored as they end, and its rests end by the
 * clock.
 */
export function useTraining(first: Training, trainee: Trainee): TrainingControl {
  const [training, setTraining] = useState(first)
  const [error, setError] = useState<Error | null>(null)
  const trainingRef = useRef(first)
  const traineeRef = useRef(trainee)
  useTrainingOnSecondScreen(training)

  useEffect(() => {
    traineeRef.current = trainee
  })

  const change = useCallback((next: (training: Training) => Training) => {
    const changed = next(trainingRef.current)
    if (changed === trainingRef.current) return
    trainingRef.current = changed
    storedTrainings.save(changed)
    setTraining(changed)
  }, [])

  const store = useCallback(
    (record: SetRecord): void => {
      storeSet(trainingRef.current, record, traineeRef.current).then(
        () => change((before) => withKept(before, record, true)),
        (problem: unknown) => {
          setError(asError(problem))
          change((before) => withKept(before, record, false))
        },
      )
    },
    [change],
  )

  const finishSet = useCallback(
    (record: SetRecord, endedMs: number) => {
      change((before) => atTime(afterSet(before, record, endedMs), Date.now()))
      store(record)
    },
    [change, store],
  )

  useEffect(() => {
    storedTrainings.save(first)
    return holdRunningLock(first.id)
  }, [first])

  useClockSetBack(change)
  useEndOfRest(training, change)

  return {
    training,
    failure: (training.unkept ?? []).length === 0 ? null : error,
    change,
    finishSet,
    retry: () => training.unkept?.forEach(store),
  }
}

/** A clock that is set forward cannot be told from a device that slept: then the rest is over early. */
function useClockSetBack(change: TrainingControl['change']): void {
  useEffect(() => {
    const aheadMs = (): number => Date.now() - performance.now()
    let beforeMs = aheadMs()
    const timer = setInterval(() => {
      const setByMs = Math.round(aheadMs() - beforeMs)
      beforeMs = aheadMs()
      if (setByMs < -SET_BACK_MS) change((training) => movedBy(training, setByMs))
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [change])
}

function useEndOfRest({ phase }: Training, change: TrainingControl['change']): void {
  useEffect(() => {
    if (phase.kind !== 'rest') return undefined
    const timer = setInterval(() => change((before) => atTime(before, Date.now())), TICK_MS)
    return () => clearInterval(timer)
  }, [phase.kind, change])
}

/**
 * Stores a set of the training. The training is saved first: if the page closes in between, the set is found in it and
 * stored from its checkpoint, with the same id and content. Throws like `storeWorkout`.
 */
export async function storeSet(
  training: Training,
  record: SetRecord,
  trainee: Trainee,
): Promise<void> {
  const ofSet = trainingOf(training, record.id)
  if (ofSet !== null) {
    await storedTrainings.settled()
    await storeWorkout({ ...finishedWorkout(record, trainee), training: ofSet }, record.owner_id)
  }
  await forgetStored(record.id)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
