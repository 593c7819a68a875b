import { z } from 'zod'

const number = z.number().nullable().catch(null)

const repetition = z.object({
  start_ms: z.number(),
  end_ms: z.number(),
  verdict: z
    .enum(['valid', 'shallow', 'no-lock-out', 'hips-off-line', 'low-confidence'])
    .catch('valid'),
  bottom_deg: number,
  down_ms: number,
  up_ms: number,
})

const run = z.object({
  start_ms: z.number(),
  end_ms: z.number(),
  reps: z.number(),
  trip: z.boolean().catch(false),
})

/** What the camera wrote down of a set, as far as it can be read: older apps and imports wrote less, or otherwise. */
const setDetails = z.object({
  repetitions: z.array(repetition).catch([]).default([]),
  runs: z.array(run).catch([]).default([]),
  longest_run: z.number().nullable().catch(null).default(null),
  trips: z.number().nullable().catch(null).default(null),
})

export type SetDetails = z.infer<typeof setDetails>
export type RepetitionDetails = SetDetails['repetitions'][number]
export type RunDetails = SetDetails['runs'][number]

export function readDetails(details: unknown): SetDetails {
  return setDetails
    .catch({ repetitions: [], runs: [], longest_run: null, trips: null })
    .parse(details)
}
