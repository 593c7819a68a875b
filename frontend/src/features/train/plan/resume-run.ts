import { checkpoint } from '../session/stored/checkpoint'
import { forgetStored } from '../session/stored/forget-stored'
import { isAnothers } from '../session/stored/owner'
import { isSetRunning } from '../session/stored/running-lock'
import { type PlanRun, afterSet, afterSetBack, atTime, nextSet, withKept } from './plan-run'
import { storedRun } from './run-store'
import { storeSet } from './use-plan-run'
import { OutboxStorageError } from '@/workouts/outbox/store'
import { type Trainee, finishedWorkout, isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'
import { storeWorkout } from '@/workouts/store-workout'

/** The owner's profile is not here; the server has it. */
const UNKNOWN: Trainee = { weightKg: null, timeZone: null }

/** A run that a reload or a crash interrupted, with the set in progress. */
export interface InterruptedRun {
  readonly run: PlanRun
  readonly record: SetRecord | null
}

/** The interrupted run; null if there is none, if it is another account's, or if it continues in another tab. */
export async function findInterruptedRun(nowMs: number): Promise<InterruptedRun | null> {
  const run = await storedRun.load()
  if (run !== null && isAnothers(run)) return keepForOwner().then(() => null)
  if (run === null || (await isSetRunning())) return null
  const record = await checkpoint.load()
  const now = atTime(afterSetBack(run, nowMs), nowMs)
  return { run: now, record: record !== null && isOf(run, record) ? record : null }
}

/** Prepares an interrupted run for resuming: an ended set is stored, a set in progress is returned. */
export async function prepareToResume(
  found: InterruptedRun,
  trainee: Trainee,
): Promise<InterruptedRun> {
  const { record } = found
  let { run } = found
  for (const unkept of run.unkept ?? []) {
    await storeSet(run, unkept, trainee)
    run = withKept(run, unkept, true)
  }
  if (record === null || !run.done.some(({ id }) => id === record.id)) return { run, record }
  await storeSet(run, record, trainee)
  return { run, record: null }
}

/** Stores what another account left unfinished on this device as it is, for when its owner signs in again. */
export async function keepForOwner(): Promise<void> {
  // It may run in another tab, where its owner was signed out in the middle of it.
  if (await isSetRunning(true)) return
  const run = await storedRun.load()
  const record = await checkpoint.load()
  try {
    if (run !== null && isAnothers(run)) await keepRun(run, record)
    if (record === null || !isAnothers(record) || isEmpty(record)) return
    // Repeated for a set of the run, which changes nothing.
    await storeWorkout(finishedWorkout(record, UNKNOWN), record.owner_id)
    await forgetStored(record.id)
  } catch (error) {
    // It stays where it is, and is tried again at the next visit.
    if (!(error instanceof OutboxStorageError)) throw error
  }
}

async function keepRun(run: PlanRun, record: SetRecord | null): Promise<void> {
  const own = record !== null && isOf(run, record) ? record : null
  const over = own === null ? run : afterSet(run, own, Date.parse(own.started_at))
  await prepareToResume({ run: over, record: own }, UNKNOWN)
  storedRun.clear()
}

function isOf(run: PlanRun, record: SetRecord): boolean {
  if (run.done.some(({ id }) => id === record.id)) return true
  const { phase } = run
  if (phase.kind !== 'set' || isEmpty(record)) return false
  const isAfter = Date.parse(record.started_at) >= phase.since_ms
  return isAfter && nextSet(run)?.step.exercise === record.exercise
}
