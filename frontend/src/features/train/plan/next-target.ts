import { t } from '@lingui/core/macro'
import type { LastTime } from './last-time'
import { type Plan, MAX_TARGET_REPS, MAX_TARGET_SECONDS, type SetTarget } from '@/workouts/plan'

/** A plan for today, and the reason for its targets. */
export interface Suggestion {
  readonly plan: Plan
  /** Null if nothing changed. */
  readonly reason: string | null
}

/** Targets grow by this share, at least by one repetition or five seconds. */
const MORE = 0.05
const MORE_SECONDS = 5

/**
 * The plan for today: if all targets were met last time, each rises by a twentieth, at least by one repetition or five
 * seconds. If any was missed, all stay as they were. Warm-ups never change.
 */
export function suggestedPlan(plan: Plan, last: LastTime | null): Suggestion {
  if (!plan.adapts || last === null) return { plan, reason: null }
  const short = last.sets.findIndex(({ warm_up, isMet }) => !warm_up && !isMet)
  const targets = plan.steps.map((step, index) => last.sets[index]?.target ?? step.target)
  const withTargets = (change: (target: SetTarget) => SetTarget): Plan => ({
    ...plan,
    steps: plan.steps.map((step, index) => {
      const target = targets[index] ?? step.target
      // A step that was changed since keeps its own target.
      if (step.warm_up || target.kind !== step.target.kind) return step
      return { ...step, target: change(target) }
    }),
  })
  if (last.sets.length < plan.steps.length) {
    const text = t`Last time ended after ${last.sets.length} of ${plan.steps.length} sets: the same again.`
    return { plan: withTargets((target) => target), reason: text }
  }
  if (short >= 0) {
    const text = t`Last time set ${short + 1} fell short: the same again.`
    return { plan: withTargets((target) => target), reason: text }
  }
  return { plan: withTargets(raised), reason: t`You did every set last time: a little more today.` }
}

function raised(target: SetTarget): SetTarget {
  switch (target.kind) {
    case 'reps': {
      const reps = target.reps + Math.max(1, Math.floor(target.reps * MORE))
      return { kind: 'reps', reps: Math.min(reps, MAX_TARGET_REPS) }
    }
    case 'seconds': {
      const seconds = target.seconds + Math.max(MORE_SECONDS, Math.floor(target.seconds * MORE))
      return { kind: 'seconds', seconds: Math.min(seconds, MAX_TARGET_SECONDS) }
    }
    case 'open':
      return target
  }
}
