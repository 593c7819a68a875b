import { expect, it } from 'vitest'
import { lastTime } from './last-time'
import { suggestedPlan } from './next-target'
import { aNewWorkout } from '@/api/testing/factories'
import type { NewWorkout } from '@/api/types'
import { type Plan, type SetTarget, planSchema } from '@/workouts/plan'

const rest = { kind: 'seconds', seconds: 60 } as const
const target = (reps: number): SetTarget => ({ kind: 'reps', reps })
const PLAN: Plan = planSchema.parse({
  id: 'three',
  name: 'Three',
  adapts: true,
  steps: [5, 30, 10].map((reps, index) => ({
    exercise: 'push-up',
    target: target(reps),
    rest,
    warm_up: index === 0,
  })),
})

function done(
  id: string,
  day: number,
  reps: readonly number[],
  targets: readonly number[],
): NewWorkout[] {
  return reps.map((reps_count, position) =>
    aNewWorkout({
      reps_count,
      started_at: `2026-03-${day}T17:0${position}:00Z`,
      training: {
        id,
        plan_id: 'three',
        name: 'Three',
        position,
        target: target(targets[position] ?? 1),
        rest_seconds: null,
        warm_up: position === 0,
      },
    }),
  )
}

function suggested(...workouts: NewWorkout[]): { reps: unknown[]; reason: string | null } {
  const { plan, reason } = suggestedPlan(PLAN, lastTime('three', workouts, null))
  return { reps: plan.steps.map((step) => step.target.kind === 'reps' && step.target.reps), reason }
}

it('has the plan’s targets at first', () => {
  expect(suggested()).toEqual({ reps: [5, 30, 10], reason: null })
})

it('raises targets by a twentieth, at least by one, if every set reached its target', () => {
  const { reps, reason } = suggested(
    ...done('old', 10, [5, 30, 9], [5, 30, 10]),
    ...done('new', 14, [3, 41, 12], [5, 40, 12]),
  )
  expect(reps).toEqual([5, 42, 13])
  expect(reason).toContain('every set')
})

it('keeps the targets if a set fell short, and names it', () => {
  const { reps, reason } = suggested(...done('new', 14, [5, 40, 11], [5, 40, 12]))
  expect(reps).toEqual([5, 40, 12])
  expect(reason).toContain('set 3')
})

it('keeps the targets if sets were left out', () => {
  const { reps, reason } = suggested(...done('new', 14, [5, 40], [5, 40, 12]))
  expect(reps).toEqual([5, 40, 10])
  expect(reason).toContain('2 of 3')
})

it('ignores the workout in progress', () => {
  const workouts = [...done('old', 10, [5, 30, 10], [5, 30, 10]), ...done('now', 14, [5], [5])]
  expect(lastTime('three', workouts, 'now')?.sets.map(({ reps }) => reps)).toEqual([5, 30, 10])
})
