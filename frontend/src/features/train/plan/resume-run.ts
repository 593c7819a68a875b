import { checkpoint } from '../session/stored/checkpoint'
import { forgetStored } from '../session/stored/forget-stored'
import { isAnothers } from '../session/stored/owner'
import { isInUse, whatRuns } from '../session/stored/running-lock'
import { type PlanRun, afterSet, afterSetBack, atTime, nextSet, withKept } from './plan-run'
import { storedRuns } from './run-store'
import { storeSet } from './use-plan-run'
import { OutboxStorageError } from '@/workouts/outbox/store'
import { type Trainee, finishedWorkout, isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'
import { storeWorkout } from '@/workouts/store-workout'

/** The owner's profile is not here; the server has it. */
const UNKNOWN: Trainee = { weightKg: null, timeZone: null }

/** A run that a reload or a crash interrupted. */
export interface InterruptedRun {
  readonly run: PlanRun
  /** The set in progress. */
  readonly record: SetRecord | null
  /** Sets of it that had ended and may not be stored. */
  readonly ended: readonly SetRecord[]
}

/** The interrupted runs, the latest first; not another account's, nor one that continues in another tab. */
export async function findInterruptedRuns(nowMs: number): Promise<readonly InterruptedRun[]> {
  const isRunning = await whatRuns()
  const runs = (await storedRuns.all()).filter(({ id }) => !isRunning(id))
  if (runs.some(isAnothers)) await keepForOwner()
  const records = (await checkpoint.all()).filter((record) => !isInUse(record, isRunning))
  return runs
    .filter((run) => !isAnothers(run))
    .map((run) => withItsSets(atTime(afterSetBack(run, nowMs), nowMs), records))
}

/** Prepares an interrupted run for resuming: an ended set is stored, a set in progress is returned. */
export async function prepareToResume(
  { run: found, record, ended }: InterruptedRun,
  trainee: Trainee,
): Promise<InterruptedRun> {
  let run = found
  for (const unkept of [...(run.unkept ?? []), ...ended]) {
    await storeSet(run, unkept, trainee)
    run = withKept(run, unkept, true)
  }
  return { run, record, ended: [] }
}

/** The run with its set in progress ended as it is. */
export function withSetEnded(interrupted: InterruptedRun, nowMs: number): InterruptedRun {
  const { run, record, ended } = interrupted
  if (record === null) return interrupted
  return { run: afterSet(run, record, nowMs), record: null, ended: [...ended, record] }
}

/** Stores what other accounts left unfinished on this device as it is, for when its owners sign in again. */
export async function keepForOwner(): Promise<void> {
  // It may run in another tab, where its owner was signed out in the middle of it.
  const isRunning = await whatRuns(true)
  const runs = (await storedRuns.all()).filter((run) => isAnothers(run) && !isRunning(run.id))
  const records = (await checkpoint.all()).filter(
    (record) => isAnothers(record) && !isInUse(record, isRunning),
  )
  try {
    for (const run of runs) await keepRun(withItsSets(run, records))
    for (const record of records) {
      if (isEmpty(record)) continue
      // Repeated for a set of a run, which changes nothing.
      await storeWorkout(finishedWorkout(record, UNKNOWN), record.owner_id)
      await forgetStored(record.id)
    }
  } catch (error) {
    // It stays where it is, and is tried again at the next visit.
    if (!(error instanceof OutboxStorageError)) throw error
  }
}

async function keepRun(interrupted: InterruptedRun): Promise<void> {
  const { record } = interrupted
  const endedMs = record === null ? 0 : Date.parse(record.started_at)
  const { run } = await prepareToResume(withSetEnded(interrupted, endedMs), UNKNOWN)
  storedRuns.clear(run.id)
}

function withItsSets(run: PlanRun, records: readonly SetRecord[]): InterruptedRun {
  const isDone = ({ id }: SetRecord): boolean => run.done.some((set) => set.id === id)
  return {
    run,
    record: records.find((record) => !isDone(record) && isInProgress(run, record)) ?? null,
    ended: records.filter(isDone),
  }
}

function isInProgress(run: PlanRun, record: SetRecord): boolean {
  const isNext = nextSet(run)?.step.exercise === record.exercise
  if (isEmpty(record) || !isNext) return false
  if (record.run_id !== undefined) return record.run_id === run.id
  // Older versions' sets do not say which run they are of.
  const { phase } = run
  return phase.kind === 'set' && Date.parse(record.started_at) >= phase.since_ms
}
