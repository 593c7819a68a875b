import { checkpoint } from '../session/checkpoint'
import { isSetRunning } from '../session/running-lock'
import { type PlanRun, atTime, nextSet, withKept } from './plan-run'
import { storedRun } from './run-store'
import { storeSet } from './use-plan-run'
import { type Trainee, isEmpty } from '@/workouts/finished-workout'
import type { SetRecord } from '@/workouts/set-record'

/** A run that a reload or a crash interrupted, with the set in progress. */
export interface InterruptedRun {
  readonly run: PlanRun
  readonly record: SetRecord | null
}

/** The interrupted run; null if there is none, or if it continues in another tab. */
export async function findInterruptedRun(nowMs: number): Promise<InterruptedRun | null> {
  const run = await storedRun.load()
  if (run === null || (await isSetRunning())) return null
  const record = await checkpoint.load()
  return { run: atTime(run, nowMs), record: record !== null && isOf(run, record) ? record : null }
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

function isOf(run: PlanRun, record: SetRecord): boolean {
  if (run.done.some(({ id }) => id === record.id)) return true
  const { phase } = run
  if (phase.kind !== 'set' || isEmpty(record)) return false
  const isAfter = Date.parse(record.started_at) >= phase.since_ms
  return isAfter && nextSet(run)?.step.exercise === record.exercise
}
