import { t } from '@lingui/core/macro'
import type { ExerciseType } from '@/engine'
import type { Plan, PlanStep, Rest, SetTarget } from '@/workouts/plan'

const OPEN: SetTarget = { kind: 'open' }

function step(exercise: ExerciseType, target: SetTarget, rest: Rest): PlanStep {
  return { exercise, target, rest, warm_up: false }
}

function times(count: number, one: PlanStep): PlanStep[] {
  return Array.from({ length: count }, () => one)
}

function reps(count: number): SetTarget {
  return { kind: 'reps', reps: count }
}

function seconds(count: number): SetTarget {
  return { kind: 'seconds', seconds: count }
}

function rest(count: number): Rest {
  return { kind: 'seconds', seconds: count }
}

type Named = Omit<Plan, 'name'> & { readonly name: () => string }

/** The last rest of each plan is not used. */
const PLANS: readonly Named[] = [
  {
    id: 'push-ups-100',
    name: () => t`100 push-ups`,
    steps: [step('push-up', OPEN, rest(60))],
    until_reps: 100,
    adapts: false,
  },
  {
    id: 'push-ups-3-sets',
    name: () => t`3 sets of push-ups`,
    steps: times(3, step('push-up', reps(10), rest(90))),
    until_reps: null,
    adapts: true,
  },
  {
    id: 'rope-5-minutes',
    name: () => t`5 × 1 minute of rope`,
    steps: times(5, step('jump-rope', seconds(60), rest(45))),
    until_reps: null,
    adapts: false,
  },
  {
    id: 'push-ups-most',
    name: () => t`Most push-ups in one set`,
    steps: [step('push-up', OPEN, rest(0))],
    until_reps: null,
    adapts: false,
  },
  {
    id: 'push-ups-every-minute',
    name: () => t`10 push-ups every minute`,
    steps: times(10, step('push-up', reps(10), { kind: 'every', seconds: 60 })),
    until_reps: null,
    adapts: true,
  },
  {
    id: 'tabata-rope',
    name: () => t`Tabata with the rope`,
    steps: times(8, step('jump-rope', seconds(20), rest(10))),
    until_reps: null,
    adapts: false,
  },
  {
    id: 'push-ups-ladder',
    name: () => t`Push-up ladder`,
    steps: [2, 4, 6, 8, 10, 8, 6, 4, 2].map((count) =>
      step('push-up', reps(count), { kind: 'return' }),
    ),
    until_reps: null,
    adapts: false,
  },
]

/** The plans that come with the app. */
export function readyMadePlans(): readonly Plan[] {
  return PLANS.map((plan) => ({ ...plan, name: plan.name() }))
}
