import { EXERCISE_TYPES } from '@/shared/lib/exercises'
import { z } from '@/shared/lib/zod'

/** The longest plan that the server keeps. */
export const MAX_STEPS = 60
export const MAX_TARGET_REPS = 10_000
export const MAX_TARGET_SECONDS = 3_600
export const MAX_REST_SECONDS = 900
export const MAX_NAME = 60

/** What ends a set by itself; `open` goes on until the person stops. */
export type SetTarget =
  { kind: 'reps'; reps: number } | { kind: 'seconds'; seconds: number } | { kind: 'open' }

export const setTargetSchema: z.ZodType<SetTarget> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reps'), reps: z.number().int().min(1).max(MAX_TARGET_REPS) }),
  z.object({
    kind: z.literal('seconds'),
    seconds: z.number().int().min(1).max(MAX_TARGET_SECONDS),
  }),
  z.object({ kind: z.literal('open') }),
])

const restSchema = z.discriminatedUnion('kind', [
  /** A timer from the end of the set. */
  z.object({
    kind: z.literal('seconds'),
    seconds: z.number().int().min(0).max(MAX_REST_SECONDS),
  }),
  /** As long as the person likes: the next set begins when they are back in position. */
  z.object({ kind: z.literal('return') }),
  /** The next set begins so many seconds after this one began: every minute on the minute. */
  z.object({ kind: z.literal('every'), seconds: z.number().int().min(1).max(MAX_REST_SECONDS) }),
])

/** How long to rest after a set. */
export type Rest = z.infer<typeof restSchema>

const stepSchema = z.object({
  exercise: z.enum(EXERCISE_TYPES),
  target: setTargetSchema,
  rest: restSchema,
  /** Left out of the workout's totals. */
  warm_up: z.boolean().default(false),
})

/** One set of a plan, and the rest after it. */
export type PlanStep = z.infer<typeof stepSchema>

export const planSchema = z.object({
  /** A word for a ready-made plan, a UUID for one's own: tells the same plan done another day. */
  id: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(MAX_NAME),
  steps: z.array(stepSchema).min(1).max(MAX_STEPS),
  /** Where set, the last step is repeated until the sets have so many repetitions together. */
  until_reps: z.number().int().min(1).max(MAX_TARGET_REPS).nullable().default(null),
  /** Whether targets rise once all of them were met. */
  adapts: z.boolean().default(false),
})

/** What a person means to do: sets in order, each with its target and the rest after it. */
export type Plan = z.infer<typeof planSchema>
