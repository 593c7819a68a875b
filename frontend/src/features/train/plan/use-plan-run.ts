import { useCallback, useEffect, useRef, useState } from 'react'
import { useRunOnSecondScreen } from '../hooks/use-run-on-second-screen'
import { forgetStored } from '../session/stored/forget-stored'
import { holdRunningLock } from '../session/stored/running-lock'
import { type PlanRun, afterSet, atTime, movedBy, trainingOf, withKept } from './plan-run'
import { storedRuns } from './run-store'
import { type Trainee, finishedWorkout } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'
import { storeWorkout } from '@/workouts/store-workout'

const TICK_MS = 250
/** Clocks are corrected by less than this all the time. */
const SET_BACK_MS = 1_000

export interface PlanRunControl {
  readonly run: PlanRun
  /** Why sets could not be stored anywhere; null if all are stored. */
  readonly failure: Error | null
  readonly change: (change: (run: PlanRun) => PlanRun) => void
  /** Stores a finished set and begins the rest. */
  readonly finishSet: (record: SetRecord, endedMs: number) => void
  readonly retry: () => void
}

/**
 * A run of a plan: stored on the device at each change; its sets are stored as they end, and its rests end by the
 * clock.
 */
export function usePlanRun(first: PlanRun, trainee: Trainee): PlanRunControl {
  const [run, setRun] = useState(first)
  const [error, setError] = useState<Error | null>(null)
  const runRef = useRef(first)
  const traineeRef = useRef(trainee)
  useRunOnSecondScreen(run)

  useEffect(() => {
    traineeRef.current = trainee
  })

  const change = useCallback((next: (run: PlanRun) => PlanRun) => {
    const changed = next(runRef.current)
    if (changed === runRef.current) return
    runRef.current = changed
    storedRuns.save(changed)
    setRun(changed)
  }, [])

  const store = useCallback(
    (record: SetRecord): void => {
      storeSet(runRef.current, record, traineeRef.current).then(
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
    storedRuns.save(first)
    return holdRunningLock(first.id)
  }, [first])

  useClockSetBack(change)
  useEndOfRest(run, change)

  return {
    run,
    failure: (run.unkept ?? []).length === 0 ? null : error,
    change,
    finishSet,
    retry: () => run.unkept?.forEach(store),
  }
}

/** A clock that is set forward cannot be told from a device that slept: then the rest is over early. */
function useClockSetBack(change: PlanRunControl['change']): void {
  useEffect(() => {
    const aheadMs = (): number => Date.now() - performance.now()
    let beforeMs = aheadMs()
    const timer = setInterval(() => {
      const setByMs = Math.round(aheadMs() - beforeMs)
      beforeMs = aheadMs()
      if (setByMs < -SET_BACK_MS) change((run) => movedBy(run, setByMs))
    }, TICK_MS)
    return () => clearInterval(timer)
  }, [change])
}

function useEndOfRest({ phase }: PlanRun, change: PlanRunControl['change']): void {
  useEffect(() => {
    if (phase.kind !== 'rest') return undefined
    const timer = setInterval(() => change((before) => atTime(before, Date.now())), TICK_MS)
    return () => clearInterval(timer)
  }, [phase.kind, change])
}

/**
 * Stores a set of the run. The run is saved first: if the page closes in between, the set is found in it and stored
 * from its checkpoint, with the same id and content. Throws like `storeWorkout`.
 */
export async function storeSet(run: PlanRun, record: SetRecord, trainee: Trainee): Promise<void> {
  const training = trainingOf(run, record.id)
  if (training !== null) {
    await storedRuns.settled()
    await storeWorkout({ ...finishedWorkout(record, trainee), training }, record.owner_id)
  }
  await forgetStored(record.id)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
