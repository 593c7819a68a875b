import { EXERCISE_TYPES } from '@/shared/lib/exercises'
import { z } from '@/shared/lib/forms/zod'
import { VARIANTS, VERDICTS } from '@/shared/words/enumerated'

const milliseconds = z.number().check(z.minimum(0))
const degrees = z.nullable(z.number())
const count = z.int().check(z.minimum(0))

/** One repetition in set time: milliseconds since the start, without pauses. */
const repRecord = z.object({
  start_ms: milliseconds,
  end_ms: milliseconds,
  verdict: z.enum(VERDICTS),
  bottom_deg: degrees,
  top_deg: degrees,
  down_ms: z.nullable(milliseconds),
  up_ms: z.nullable(milliseconds),
  body_line_deg: degrees,
  /** A named form: a push-up on the knees, a jump on alternate feet. */
  variant: z._default(z.nullable(z.enum(VARIANTS)), null),
})

const runRecord = z.object({
  start_ms: milliseconds,
  end_ms: milliseconds,
  reps: count,
  trip: z.boolean(),
})

/** Everything known about a set: stored on the device while it runs, and the source of the workout's details. */
export const setRecordSchema = z.object({
  id: z.uuid(),
  /** Whose session it was when the set began; null for a guest. */
  owner_id: z._default(z.nullable(z.string()), null),
  /** The training that it is a set of; null for a set by itself. Older versions' sets lack it. */
  training_id: z.optional(z.nullable(z.string())),
  exercise: z.enum(EXERCISE_TYPES),
  started_at: z.iso.datetime({ offset: true }),
  elapsed_ms: milliseconds,
  reps: count,
  held_ms: milliseconds,
  repetitions: z.array(repRecord),
  runs: z.array(runRecord),
  /** Repetitions of the longest run, including one that has not ended yet: `runs` has only completed ones. */
  longest_run: z._default(count, 0),
  trips: count,
  refused: z.record(z.string(), count),
  /** The count by an analysis of the whole finished set, if it differs. */
  second_opinion: z.nullable(count),
})

export type RepRecord = z.infer<typeof repRecord>
export type RunRecord = z.infer<typeof runRecord>
export type SetRecord = z.infer<typeof setRecordSchema>

type Start = Pick<SetRecord, 'id' | 'exercise' | 'started_at'> &
  Partial<Pick<SetRecord, 'owner_id' | 'training_id'>>

export function newSetRecord(start: Start): SetRecord {
  return {
    owner_id: null,
    training_id: null,
    ...start,
    elapsed_ms: 0,
    reps: 0,
    held_ms: 0,
    repetitions: [],
    runs: [],
    longest_run: 0,
    trips: 0,
    refused: {},
    second_opinion: null,
  }
}

/** Milliseconds from the first movement to the last; a set without repetitions counts as a whole. */
export function activeMs({ repetitions, held_ms, elapsed_ms }: SetRecord): number {
  const first = repetitions[0]
  const last = repetitions.at(-1)
  if (held_ms > 0) return held_ms
  return first && last ? Math.max(last.end_ms - first.start_ms, 0) : elapsed_ms
}
