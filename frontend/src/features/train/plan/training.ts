import type { NewWorkout, Training as TrainingOfSet } from '@/api/types'
import { EXERCISE_TYPES, isHold } from '@/shared/lib/exercises'
import { z } from '@/shared/lib/forms/zod'
import {
  MAX_REST_SECONDS,
  type Plan,
  type PlanStep,
  type SetTarget,
  planSchema,
  setTargetSchema,
} from '@/workouts/plan'
import { isEmpty } from '@/workouts/record/finished-workout'
import { type SetRecord, activeMs, setRecordSchema } from '@/workouts/record/set-record'

/** The server's limit. */
const MAX_SETS = 999

const unixMs = z.int()
const count = z.int().check(z.minimum(0))

const doneSetSchema = z.object({
  /** The id of its workout. */
  id: z.string(),
  exercise: z.enum(EXERCISE_TYPES),
  target: setTargetSchema,
  warm_up: z.boolean(),
  reps: count,
  /** What the camera counted, and what is stored: both differ from `reps` once the user corrects it. */
  counted: count,
  saved: count,
  seconds: z.number().check(z.minimum(0)),
  rest_seconds: z.nullable(z.number()),
  started_at_ms: unixMs,
  ended_at_ms: unixMs,
})

const phaseSchema = z.discriminatedUnion('kind', [
  /** A set is next or in progress. */
  z.object({ kind: z.literal('set'), since_ms: unixMs }),
  z.object({ kind: z.literal('rest'), until_ms: unixMs }),
  z.object({ kind: z.literal('done') }),
])

/** A training under way: everything needed to resume it after the page was closed. Times are Unix ms. */
export const trainingSchema = z.object({
  /** The training's id, a UUIDv7. */
  id: z.string(),
  /** Whose session it was when the training began; null for a guest. */
  owner_id: z._default(z.nullable(z.string()), null),
  plan: planSchema,
  done: z.array(doneSetSchema),
  phase: phaseSchema,
  /** Sets that could be stored neither on the device nor at the server. Older versions' trainings lack it. */
  unkept: z.optional(z.array(setRecordSchema)),
  /** Grows with every change, to tell which of two copies is later. */
  revision: z.int(),
})

export type DoneSet = z.infer<typeof doneSetSchema>
export type Training = z.infer<typeof trainingSchema>

/** The next set, with its position in the workout. */
export interface NextSet {
  readonly step: PlanStep
  readonly target: SetTarget
  /** From 0. */
  readonly position: number
}

export interface Totals {
  readonly sets: number
  readonly reps: number
  readonly seconds: number
}

export function beginTraining(
  plan: Plan,
  id: string,
  nowMs: number,
  ownerId: string | null = null,
): Training {
  const phase = { kind: 'set', since_ms: nowMs } as const
  return { id, owner_id: ownerId, plan, done: [], phase, revision: 0 }
}

/** The set in progress or after the rest; null if the plan is done. */
export function nextSet({ plan, done, phase }: Training): NextSet | null {
  if (phase.kind === 'done') return null
  return setAt(plan, done)
}

/** The training after a set. An already known set, or one in which nothing was done, changes nothing. */
export function afterSet(training: Training, record: SetRecord, nowMs: number): Training {
  const next = nextSet(training)
  if (next === null || isEmpty(record) || training.done.some(({ id }) => id === record.id))
    return training
  const done = [...training.done, doneSet(training, next, record, nowMs)]
  // Where the clock was set back during the set, it seems to have begun later than it can have.
  const startedMs = Math.min(Date.parse(record.started_at), nowMs - record.elapsed_ms)
  const restMs = restAfter(next.step, startedMs, nowMs)
  if (setAt(training.plan, done) === null)
    return changed({ ...training, done, phase: { kind: 'done' } })
  const phase: Training['phase'] =
    restMs === 0 ? { kind: 'set', since_ms: nowMs } : { kind: 'rest', until_ms: nowMs + restMs }
  return changed({ ...training, done, phase })
}

/** The training at a time: rests end by themselves. */
export function atTime(training: Training, nowMs: number): Training {
  if (training.phase.kind !== 'rest' || nowMs < training.phase.until_ms) return training
  return changed({ ...training, phase: { kind: 'set', since_ms: training.phase.until_ms } })
}

/** The training on a clock that was set: its times move with it. What was stored of its sets stays. */
export function movedBy(training: Training, ms: number): Training {
  const done = training.done.map((set) => ({ ...set, ended_at_ms: set.ended_at_ms + ms }))
  return changed({ ...training, done, phase: phaseMovedBy(training.phase, ms) })
}

function phaseMovedBy(phase: Training['phase'], ms: number): Training['phase'] {
  if (phase.kind === 'rest') return { ...phase, until_ms: phase.until_ms + ms }
  return phase.kind === 'set' ? { ...phase, since_ms: phase.since_ms + ms } : phase
}

/** The training at a time before its last set ended: the clock was set back meanwhile, at least by this much. */
export function afterSetBack(training: Training, nowMs: number): Training {
  const endedMs = training.done.at(-1)?.ended_at_ms ?? nowMs
  return nowMs < endedMs ? movedBy(training, nowMs - endedMs) : training
}

/** Lengthens or shortens the rest, which ends now at the earliest. */
export function changeRest(training: Training, byMs: number, nowMs: number): Training {
  if (training.phase.kind !== 'rest') return training
  const longestMs = nowMs + MAX_REST_SECONDS * 1000
  const until_ms = Math.min(Math.max(training.phase.until_ms + byMs, nowMs), longestMs)
  return atTime(changed({ ...training, phase: { kind: 'rest', until_ms } }), nowMs)
}

/** Corrects the repetitions of a set, on which the rest of the plan depends; `saved` once that is stored. */
export function correctSet(training: Training, id: string, reps: number, saved?: number): Training {
  const done = training.done.map((set) =>
    set.id === id ? { ...set, reps, saved: saved ?? set.saved } : set,
  )
  return changed({ ...training, done })
}

/** The training after storing a set, or failing to: the set then stays with the training until it is stored. */
export function withKept(training: Training, record: SetRecord, isKept: boolean): Training {
  const before = training.unkept ?? []
  const others = before.filter(({ id }) => id !== record.id)
  if (isKept && others.length === before.length) return training
  return changed({ ...training, unkept: isKept ? others : [...others, record] })
}

/** The workout of a set, as far as the training knows it. */
export function workoutOf(training: Training, set: DoneSet): NewWorkout {
  return {
    id: set.id,
    exercise_type: set.exercise,
    reps_count: set.reps,
    counted_reps: set.counted,
    duration_seconds: Math.max(set.seconds, 0.1),
    started_at: new Date(set.started_at_ms).toISOString(),
    training: trainingOf(training, set.id),
  }
}

/** Ends the training, whatever is left of the plan. */
export function endTraining(training: Training): Training {
  return training.phase.kind === 'done'
    ? training
    : changed({ ...training, phase: { kind: 'done' } })
}

/** The totals of the sets, without warm-ups. */
export function totalsOf(done: readonly Pick<DoneSet, 'warm_up' | 'reps' | 'seconds'>[]): Totals {
  const counted = done.filter(({ warm_up }) => !warm_up)
  return {
    sets: counted.length,
    reps: counted.reduce((sum, { reps }) => sum + reps, 0),
    seconds: counted.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

/** What a finished set's workout says of its training. */
export function trainingOf({ id, plan, done }: Training, setId: string): TrainingOfSet | null {
  const position = done.findIndex((set) => set.id === setId)
  const set = done[position]
  if (set === undefined) return null
  return {
    id,
    plan_id: plan.id,
    name: plan.name,
    position,
    target: set.target,
    rest_seconds: set.rest_seconds,
    warm_up: set.warm_up,
    plan: { steps: plan.steps, until_reps: plan.until_reps },
  }
}

function setAt(plan: Plan, done: readonly DoneSet[]): NextSet | null {
  const { steps, until_reps } = plan
  const position = done.length
  const step = steps[position] ?? (until_reps === null ? undefined : steps.at(-1))
  if (step === undefined) return null
  if (until_reps === null) return { step, target: step.target, position }
  const left = until_reps - totalsOf(done).reps
  if (left <= 0 || position >= MAX_SETS) return null
  const { target } = step
  const reps = target.kind === 'reps' ? Math.min(target.reps, left) : left
  return { step, position, target: target.kind === 'seconds' ? target : { kind: 'reps', reps } }
}

function doneSet(training: Training, next: NextSet, record: SetRecord, nowMs: number): DoneSet {
  const startedMs = Date.parse(record.started_at)
  const before = training.done.at(-1)
  const reps = isHold(record.exercise) ? 0 : record.reps
  return {
    id: record.id,
    exercise: record.exercise,
    target: next.target,
    warm_up: next.step.warm_up,
    reps,
    counted: reps,
    saved: reps,
    seconds: activeMs(record) / 1000,
    rest_seconds:
      before === undefined
        ? null
        : Math.max(0, nowMs - record.elapsed_ms - before.ended_at_ms) / 1000,
    started_at_ms: startedMs,
    ended_at_ms: nowMs,
  }
}

function restAfter({ rest }: PlanStep, startedMs: number, nowMs: number): number {
  switch (rest.kind) {
    case 'seconds':
      return rest.seconds * 1000
    case 'return':
      return 0
    case 'every':
      return Math.max(0, startedMs + rest.seconds * 1000 - nowMs)
  }
}

function changed(training: Training): Training {
  return { ...training, revision: training.revision + 1 }
}
