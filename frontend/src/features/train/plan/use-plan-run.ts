import { useCallback, useEffect, useRef, useState } from 'react'
import { useRunOnSecondScreen } from '../hooks/use-run-on-second-screen'
import { checkpoint } from '../session/checkpoint'
import { holdRunningLock } from '../session/running-lock'
import { type PlanRun, afterSet, atTime, trainingOf, withKept } from './plan-run'
import { keptRun } from './run-store'
import { type Trainee, finishedWorkout } from '@/workouts/finished-workout'
import type { SetRecord } from '@/workouts/set-record'
import { storeWorkout } from '@/workouts/store-workout'

const TICK_MS = 250

export interface PlanRunControl {
  readonly run: PlanRun
  /** Why sets could not be made safe anywhere; null where all are. */
  readonly failure: Error | null
  readonly change: (change: (run: PlanRun) => PlanRun) => void
  /** A set is over: it is stored, and the rest begins. */
  readonly finishSet: (record: SetRecord, endedMs: number) => void
  readonly retry: () => void
}

/** A plan being done: kept on the device at each change, its sets stored as they end, its rests ended by the clock. */
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
    keptRun.save(changed)
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
    keptRun.save(first)
    return holdRunningLock()
  }, [first])

  useEndOfRest(run, change)

  return {
    run,
    failure: (run.unkept ?? []).length === 0 ? null : error,
    change,
    finishSet,
    retry: () => run.unkept?.forEach(store),
  }
}

function useEndOfRest({ phase }: PlanRun, change: PlanRunControl['change']): void {
  useEffect(() => {
    if (phase.kind !== 'rest') return undefined
    const timer = setInterval(() => change((before) => atTime(before, Date.now())), TICK_MS)
    return () => clearInterval(timer)
  }, [phase.kind, change])
}

/**
 * Makes a set of the run safe. The run is written down first: a page that goes away in between finds the set in it, and
 * stores what the checkpoint has of it, under the same id and with the same words. Throws as `storeWorkout` does.
 */
export async function storeSet(run: PlanRun, record: SetRecord, trainee: Trainee): Promise<void> {
  const training = trainingOf(run, record.id)
  if (training !== null) {
    await keptRun.settled()
    await storeWorkout({ ...finishedWorkout(record, trainee), training })
  }
  // By then another set may be under way, whose checkpoint it is.
  if ((await checkpoint.load())?.id === record.id) checkpoint.clear()
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
