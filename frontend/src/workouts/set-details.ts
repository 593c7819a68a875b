import { z } from '@/shared/lib/zod'
import { VERDICTS } from '@/shared/words/enumerated'

const number = z.number().nullable().catch(null)
const numbers = z.array(number).catch([]).default([])

const repetition = z.object({
  start_ms: z.number(),
  end_ms: z.number(),
  /** One that this version does not know is no praise. */
  verdict: z.enum(VERDICTS).catch('low-confidence'),
  bottom_deg: number,
  down_ms: number,
  up_ms: number,
})

/** The repetitions by columns, as the server keeps them; verdicts in stretches: twelve valid ones are `['valid', 12]`. */
const columns = z
  .object({
    start_ms: numbers,
    end_ms: numbers,
    bottom_deg: numbers,
    down_ms: numbers,
    up_ms: numbers,
    verdict: z
      .array(z.tuple([z.string().nullable(), z.number().int().min(0).max(20_000)]))
      .catch([])
      .default([]),
  })
  .transform(({ start_ms, end_ms, bottom_deg, down_ms, up_ms, verdict }) => {
    const verdicts = verdict.flatMap(([word, count]) => Array.from({ length: count }, () => word))
    return start_ms.map((start, index) => ({
      start_ms: start,
      end_ms: end_ms[index],
      verdict: verdicts[index],
      bottom_deg: bottom_deg[index],
      down_ms: down_ms[index],
      up_ms: up_ms[index],
    }))
  })
  .pipe(z.array(repetition))

const run = z.object({
  start_ms: z.number(),
  end_ms: z.number(),
  reps: z.number(),
  trip: z.boolean().catch(false),
})

/** What the camera wrote down of a set, as far as it can be read: older apps and imports wrote less, or otherwise. */
const setDetails = z.object({
  repetitions: z
    .union([z.array(repetition), columns])
    .catch([])
    .default([]),
  runs: z.array(run).catch([]).default([]),
  longest_run: z.number().nullable().catch(null).default(null),
  trips: z.number().nullable().catch(null).default(null),
})

export type ReadDetails = z.infer<typeof setDetails>
export type RepetitionDetails = ReadDetails['repetitions'][number]
export type RunDetails = ReadDetails['runs'][number]

export function readDetails(details: unknown): ReadDetails {
  return setDetails
    .catch({ repetitions: [], runs: [], longest_run: null, trips: null })
    .parse(details)
}
