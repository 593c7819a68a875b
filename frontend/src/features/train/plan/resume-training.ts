import { checkpoint } from '../session/stored/checkpoint'
import { forgetStored } from '../session/stored/forget-stored'
import { isAnothers } from '../session/stored/owner'
import { isInUse, whatRuns } from '../session/stored/running-lock'
import { storedTrainings } from './stored-trainings'
import { type Training, afterSet, afterSetBack, atTime, nextSet, withKept } from './training'
import { storeSet } from './use-training'
import { OutboxStorageError } from '@/workouts/outbox/store'
import { type Trainee, finishedWorkout, isEmpty } from '@/workouts/record/finished-workout'
import type { SetRecord } from '@/workouts/record/set-record'
import { storeWorkout } from '@/workouts/store-workout'

/** The owner's profile is not here; the server has it. */
const UNKNOWN: Trainee = { weightKg: null, timeZone: null }

/** A training that a reload or a crash interrupted. */
export interface InterruptedTraining {
  readonly training: Training
  /** The set in progress. */
  readonly record: SetRecord | null
  /** Sets of it that had ended and may not be stored. */
  readonly ended: readonly SetRecord[]
}

/** The interrupted trainings, the latest first; not another account's, nor one that continues in another tab. */
export async function findInterruptedTrainings(
  nowMs: number,
): Promise<readonly InterruptedTraining[]> {
  const isRunning = await whatRuns()
  const trainings = (await storedTrainings.all()).filter(({ id }) => !isRunning(id))
  if (trainings.some(isAnothers)) await keepForOwner()
  const records = (await checkpoint.all()).filter((record) => !isInUse(record, isRunning))
  return trainings
    .filter((training) => !isAnothers(training))
    .map((training) => withItsSets(atTime(afterSetBack(training, nowMs), nowMs), records))
}

/** Prepares an interrupted training for resuming: an ended set is stored, a set in progress is returned. */
export async function prepareToResume(
  { training: found, record, ended }: InterruptedTraining,
  trainee: Trainee,
): Promise<InterruptedTraining> {
  let training = found
  for (const unkept of [...(training.unkept ?? []), ...ended]) {
    await storeSet(training, unkept, trainee)
    training = withKept(training, unkept, true)
  }
  return { training, record, ended: [] }
}

/** The training with its set in progress ended as it is. */
export function withSetEnded(interrupted: InterruptedTraining, nowMs: number): InterruptedTraining {
  const { training, record, ended } = interrupted
  if (record === null) return interrupted
  return { training: afterSet(training, record, nowMs), record: null, ended: [...ended, record] }
}

/** Stores what other accounts left unfinished on this device as it is, for when its owners sign in again. */
export async function keepForOwner(): Promise<void> {
  // It may be under way in another tab, where its owner was signed out in the middle of it.
  const isRunning = await whatRuns(true)
  const trainings = (await storedTrainings.all()).filter(
    (training) => isAnothers(training) && !isRunning(training.id),
  )
  const records = (await checkpoint.all()).filter(
    (record) => isAnothers(record) && !isInUse(record, isRunning),
  )
  try {
    for (const training of trainings) await keepTraining(withItsSets(training, records))
    for (const record of records) {
      if (isEmpty(record)) continue
      // Repeated for a set of a training, which changes nothing.
      await storeWorkout(finishedWorkout(record, UNKNOWN), record.owner_id)
      await forgetStored(record.id)
    }
  } catch (error) {
    // It stays where it is, and is tried again at the next visit.
    if (!(error instanceof OutboxStorageError)) throw error
  }
}

async function keepTraining(interrupted: InterruptedTraining): Promise<void> {
  const { record } = interrupted
  const endedMs = record === null ? 0 : Date.parse(record.started_at)
  const { training } = await prepareToResume(withSetEnded(interrupted, endedMs), UNKNOWN)
  storedTrainings.clear(training.id)
}

function withItsSets(training: Training, records: readonly SetRecord[]): InterruptedTraining {
  const isDone = ({ id }: SetRecord): boolean => training.done.some((set) => set.id === id)
  return {
    training,
    record: records.find((record) => !isDone(record) && isInProgress(training, record)) ?? null,
    ended: records.filter(isDone),
  }
}

function isInProgress(training: Training, record: SetRecord): boolean {
  const isNext = nextSet(training)?.step.exercise === record.exercise
  if (isEmpty(record) || !isNext) return false
  if (record.training_id !== undefined) return record.training_id === training.id
  // Older versions' sets do not say which training they are of.
  const { phase } = training
  return phase.kind === 'set' && Date.parse(record.started_at) >= phase.since_ms
}
