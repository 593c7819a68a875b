import { type RepRecord, type SetRecord, activeMs } from './set-record'
import type { NewWorkout, SetDetails } from '@/api/types'
import { isHold } from '@/shared/lib/exercises'

/** Data about the user that is stored with the workout, so that an old workout keeps the weight of its day. */
export interface Trainee {
  readonly weightKg: number | null
  readonly timeZone: string | null
}

// Two hours of rope; the server stores no more.
const MAX_REP_DETAILS = 20_000
// The server refuses a duration of 0.
const SHORTEST_MS = 100

type RepetitionColumns = NonNullable<SetDetails['repetitions']>
type NumberColumn = Exclude<keyof RepetitionColumns, 'verdict' | 'variant'>

/** Whether there is nothing to save. */
export function isEmpty({ reps, held_ms }: SetRecord): boolean {
  return reps === 0 && held_ms < 1000
}

/** The workout of a finished set. */
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

function details(record: SetRecord): SetDetails {
  const { runs, trips, refused, elapsed_ms, second_opinion } = record
  return {
    elapsed_seconds: elapsed_ms / 1000,
    repetitions: columnsOf(record.repetitions.slice(0, MAX_REP_DETAILS)),
    runs: runs.slice(0, MAX_REP_DETAILS),
    longest_run: longestRun(record),
    trips,
    refused,
    second_opinion,
  }
}

/**
 * By columns: 300 jumps take 5 kB that way, and 50 kB as one object each. A column without known values is left out.
 */
function columnsOf(repetitions: readonly RepRecord[]): RepetitionColumns {
  const column = (name: NumberColumn): Partial<Record<NumberColumn, (number | null)[]>> => {
    const values = repetitions.map((rep) => rep[name])
    return values.every((value) => value === null) ? {} : { [name]: values }
  }
  return {
    ...column('start_ms'),
    ...column('end_ms'),
    ...column('bottom_deg'),
    ...column('top_deg'),
    ...column('body_line_deg'),
    ...column('down_ms'),
    ...column('up_ms'),
    verdict: stretches(repetitions.map((rep) => rep.verdict)),
    variant: stretches(repetitions.map((rep) => rep.variant)),
  }
}

/** Run-length encoding: twelve in a row are `['valid', 12]`. */
function stretches<Word>(words: readonly Word[]): [Word, number][] {
  const found: [Word, number][] = []
  for (const word of words) {
    const last = found.at(-1)
    if (last?.[0] === word) last[1] += 1
    else found.push([word, 1])
  }
  return found
}

/** A run is recorded some seconds after it ends, and the set may have been finished before that. */
export function longestRun({ runs, longest_run }: SetRecord): number {
  return Math.max(longest_run, ...runs.map((run) => run.reps))
}

/** Repetitions a minute of active time; null for a set too short to tell. */
export function cadencePerMinute(record: SetRecord): number | null {
  const ms = activeMs(record)
  if (record.reps < 2 || ms < 1000) return null
  return Math.round((record.reps * 600_000) / ms) / 10
}
