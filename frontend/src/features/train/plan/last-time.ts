import type { NewWorkout, Workout } from '@/api/types'
import { type SetTarget, setTargetSchema } from '@/workouts/plan'

export interface LastSet {
  readonly target: SetTarget
  readonly warm_up: boolean
  readonly reps: number
  readonly seconds: number
  readonly isMet: boolean
}

/** The results of the same plan's last run. */
export interface LastTime {
  readonly startedAt: string
  readonly sets: readonly LastSet[]
}

/** The tolerance for time targets: the last repetition may end before the time does. */
const SHARE_OF_SECONDS = 0.9

/**
 * The newest training of this plan among the workouts, sent or not, except the one with the id `but`, which is in
 * progress.
 */
export function lastTime(
  planId: string,
  workouts: readonly (Workout | NewWorkout)[],
  but: string | null,
): LastTime | null {
  const ofPlan = workouts.filter(
    ({ training }) => training?.plan_id === planId && training.id !== but,
  )
  const newest = ofPlan.reduce<Workout | NewWorkout | null>(
    (best, one) => (best === null || isLater(one, best) ? one : best),
    null,
  )
  if (newest === null) return null
  const sets = ofPlan
    .filter(({ training }) => training?.id === newest.training?.id)
    .sort((a, b) => (a.training?.position ?? 0) - (b.training?.position ?? 0))
  return { startedAt: sets[0]?.started_at ?? newest.started_at, sets: sets.map(setOf) }
}

export function isTargetMet(target: SetTarget, reps: number, seconds: number): boolean {
  switch (target.kind) {
    case 'reps':
      return reps >= target.reps
    case 'seconds':
      return seconds >= target.seconds * SHARE_OF_SECONDS
    case 'open':
      return true
  }
}

function setOf({ training, reps_count, duration_seconds }: Workout | NewWorkout): LastSet {
  const target = setTargetSchema.safeParse(training?.target).data ?? { kind: 'open' }
  return {
    target,
    warm_up: training?.warm_up ?? false,
    reps: reps_count,
    seconds: duration_seconds,
    isMet: isTargetMet(target, reps_count, duration_seconds),
  }
}

function isLater(one: Workout | NewWorkout, other: Workout | NewWorkout): boolean {
  return Date.parse(one.started_at) > Date.parse(other.started_at)
}
