import { create } from 'zustand'
import { readyMadePlans } from './ready-made-plans'
import { storage } from '@/shared/lib/storage'
import { z } from '@/shared/lib/zod'
import { type Plan, planSchema } from '@/workouts/plan'

const KEY = 'exercise-buddy.plans'

interface OwnPlans {
  readonly plans: readonly Plan[]
  /** Adds the plan, or replaces the one with its id. */
  readonly keep: (plan: Plan) => void
  readonly remove: (id: string) => void
}

function stored(): readonly Plan[] {
  try {
    const plans = z.array(z.unknown()).parse(JSON.parse(storage.get(KEY) ?? '[]'))
    return plans.flatMap((plan) => planSchema.safeParse(plan).data ?? [])
  } catch {
    // Not JSON, or not a list: not ours, so start empty.
    return []
  }
}

/** The plans created on this device. */
export const useOwnPlans = create<OwnPlans>((set, get) => {
  const change = (plans: readonly Plan[]): void => {
    set({ plans })
    storage.set(KEY, JSON.stringify(plans))
  }
  return {
    plans: stored(),
    keep: (plan) => {
      const { plans } = get()
      const isThere = plans.some(({ id }) => id === plan.id)
      change(isThere ? plans.map((each) => (each.id === plan.id ? plan : each)) : [...plans, plan])
    },
    remove: (id) => change(get().plans.filter((plan) => plan.id !== id)),
  }
})

export function usePlan(id: string): Plan | undefined {
  const own = useOwnPlans(({ plans }) => plans.find((plan) => plan.id === id))
  return own ?? readyMadePlans().find((plan) => plan.id === id)
}
