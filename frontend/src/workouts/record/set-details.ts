import { z } from '@/shared/lib/forms/zod'
import { VERDICTS } from '@/shared/words/enumerated'

const number = z.catch(z.nullable(z.number()), null)
const numbers = z._default(z.catch(z.array(number), []), [])

const repetition = z.object({
  start_ms: z.number(),
  end_ms: z.number(),
  /** A verdict unknown to this version must not count as valid. */
  verdict: z.catch(z.enum(VERDICTS), 'low-confidence'),
  bottom_deg: number,
  down_ms: number,
  up_ms: number,
})

/**
 * Repetitions by columns, as the server stores them; verdicts are run-length encoded: `['valid', 12]` is twelve valid
 * ones.
 */
const columns = z.pipe(
  z.pipe(
    z.object({
      start_ms: numbers,
      end_ms: numbers,
      bottom_deg: numbers,
      down_ms: numbers,
      up_ms: numbers,
      verdict: z._default(
        z.catch(
          z.array(
            z.tuple([z.nullable(z.string()), z.int().check(z.minimum(0), z.maximum(20_000))]),
          ),
          [],
        ),
        [],
      ),
    }),
    z.transform(({ start_ms, end_ms, bottom_deg, down_ms, up_ms, verdict }) => {
      const verdicts = verdict.flatMap(([word, count]) => Array.from({ length: count }, () => word))
      return start_ms.map((start, index) => ({
        start_ms: start,
        end_ms: end_ms[index],
        verdict: verdicts[index],
        bottom_deg: bottom_deg[index],
        down_ms: down_ms[index],
        up_ms: up_ms[index],
      }))
    }),
  ),
  z.array(repetition),
)

const run = z.object({
  start_ms: z.number(),
  end_ms: z.number(),
  reps: z.number(),
  trip: z.catch(z.boolean(), false),
})

/** The readable part of a set's details: older apps and imports stored less, or in another shape. */
const setDetails = z.object({
  repetitions: z._default(z.catch(z.union([z.array(repetition), columns]), []), []),
  runs: z._default(z.catch(z.array(run), []), []),
  longest_run: z._default(number, null),
  trips: z._default(number, null),
  /** How often each reason not to count was given. */
  refused: z._default(z.catch(z.record(z.string(), z.number()), {}), {}),
})

const readable = z.catch(setDetails, {
  repetitions: [],
  runs: [],
  longest_run: null,
  trips: null,
  refused: {},
})

export type ReadDetails = z.infer<typeof setDetails>
export type RepetitionDetails = ReadDetails['repetitions'][number]
export type RunDetails = ReadDetails['runs'][number]

export function readDetails(details: unknown): ReadDetails {
  return readable.parse(details)
}
