import { EXERCISE_TYPES } from '@/shared/lib/exercises'
import { z } from '@/shared/lib/forms/zod'

/** The maximum length of a plan on the server. */
export const MAX_STEPS = 60
export const MAX_TARGET_REPS = 10_000
export const MAX_TARGET_SECONDS = 3_600
export const MAX_REST_SECONDS = 900
export const MAX_NAME = 60

/** What ends a set automatically; `open` continues until the user stops. */
export type SetTarget = CountedTarget | { kind: 'open' }
type CountedTarget = { kind: 'reps'; reps: number } | { kind: 'seconds'; seconds: number }

export const setTargetSchema: z.ZodMiniType<SetTarget> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('reps'),
    reps: z.int().check(z.minimum(1), z.maximum(MAX_TARGET_REPS)),
  }),
  z.object({
    kind: z.literal('seconds'),
    seconds: z.int().check(z.minimum(1), z.maximum(MAX_TARGET_SECONDS)),
  }),
  z.object({ kind: z.literal('open') }),
])

const restSchema = z.discriminatedUnion('kind', [
  /** A timer from the end of the set. */
  z.object({
    kind: z.literal('seconds'),
    seconds: z.int().check(z.minimum(0), z.maximum(MAX_REST_SECONDS)),
  }),
  /** As long as the user likes: the next set begins when they are back in position. */
  z.object({ kind: z.literal('return') }),
  /** The next set begins this many seconds after the start of this one: every minute on the minute. */
  z.object({
    kind: z.literal('every'),
    seconds: z.int().check(z.minimum(1), z.maximum(MAX_REST_SECONDS)),
  }),
])

/** How long to rest after a set. */
export type Rest = z.infer<typeof restSchema>

const stepSchema = z.object({
  exercise: z.enum(EXERCISE_TYPES),
  target: setTargetSchema,
  rest: restSchema,
  /** Left out of the workout's totals. */
  warm_up: z._default(z.boolean(), false),
})

/** One set of a plan, and the rest after it. */
export type PlanStep = z.infer<typeof stepSchema>

export const planSchema = z.object({
  /** A word for a ready-made plan, a UUID for the user's own; identifies the same plan on different days. */
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NAME)),
  steps: z.array(stepSchema).check(z.minLength(1), z.maxLength(MAX_STEPS)),
  /** If set, the last step is repeated until the sets add up to this many repetitions. */
  until_reps: z._default(z.nullable(z.int().check(z.minimum(1), z.maximum(MAX_TARGET_REPS))), null),
  /** Whether targets rise after all of them were met. */
  adapts: z._default(z.boolean(), false),
})

/** A plan: sets in order, each with its target and the rest after it. */
export type Plan = z.infer<typeof planSchema>
