import { type SetRecord, activeMs } from './set-record'
import type { NewWorkout } from '@/api/types'
import { isHold } from '@/shared/lib/exercises'

/** What is known of the person, to be written down with the workout: an old one keeps the weight of its day. */
export interface Trainee {
  readonly weightKg: number | null
  readonly timeZone: string | null
}

// The server takes details up to 256 KiB; a rope turned for half an hour makes some 4,000 repetitions.
const MAX_REP_DETAILS = 1_000
// The server takes no workout without duration.
const SHORTEST_MS = 100

/** Whether there is anything to save. */
export function isEmpty({ reps, held_ms }: SetRecord): boolean {
  return reps === 0 && held_ms < 1000
}

/** The workout that a finished set makes. */
export function finishedWorkout(record: SetRecord, { weightKg, timeZone }: Trainee): NewWorkout {
  const reps = isHold(record.exercise) ? 0 : record.reps
  return {
    id: record.id,
    exercise_type: record.exercise,
    reps_count: reps,
    counted_reps: reps,
    duration_seconds: Math.max(activeMs(record), SHORTEST_MS) / 1000,
    started_at: record.started_at,
    source: 'camera',
    details: details(record),
    ...(weightKg === null ? {} : { weight_kg: weightKg }),
    ...(timeZone === null ? {} : { time_zone: timeZone }),
  }
}

function details(record: SetRecord): Record<string, unknown> {
  const { repetitions, runs, trips, refused, elapsed_ms, second_opinion } = record
  return {
    elapsed_seconds: elapsed_ms / 1000,
    repetitions: repetitions.slice(0, MAX_REP_DETAILS),
    repetitions_left_out: Math.max(0, repetitions.length - MAX_REP_DETAILS),
    runs: runs.slice(0, MAX_REP_DETAILS),
    longest_run: longestRun(record),
    trips,
    refused,
    cadence_per_minute: cadencePerMinute(record),
    second_opinion,
  }
}

/** A run may have been over for seconds before it is written down: the set may have been finished in them. */
export function longestRun({ runs, longest_run }: SetRecord): number {
  return Math.max(longest_run, ...runs.map((run) => run.reps))
}

/** Repetitions a minute of active time; null for a set too short to tell. */
export function cadencePerMinute(record: SetRecord): number | null {
  const ms = activeMs(record)
  if (record.reps < 2 || ms < 1000) return null
  return Math.round((record.reps * 600_000) / ms) / 10
}
