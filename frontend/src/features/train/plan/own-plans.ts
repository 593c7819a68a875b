import { create } from 'zustand'
import { readyMadePlans } from './ready-made-plans'
import { session } from '@/api/session'
import { storage } from '@/shared/lib/browser/storage'
import { z } from '@/shared/lib/forms/zod'
import { type Plan, planSchema } from '@/workouts/plan'

const KEY = 'exercise-buddy.plans'

/** Whose it is; null for a guest's, which the next account to sign in here gets, like a guest's workouts. */
const ownedSchema = z.extend(planSchema, { owner_id: z._default(z.nullable(z.string()), null) })
type OwnedPlan = z.infer<typeof ownedSchema>

interface OwnPlans {
  readonly plans: readonly Plan[]
  /** Adds the plan, or replaces the one with its id. */
  readonly keep: (plan: Plan) => void
  readonly remove: (id: string) => void
}

function stored(): readonly OwnedPlan[] {
  try {
    const plans = z.array(z.unknown()).parse(JSON.parse(storage.get(KEY) ?? '[]'))
    return plans.flatMap((plan) => ownedSchema.safeParse(plan).data ?? [])
  } catch {
    // Not JSON, or not a list: not ours, so start empty.
    return []
  }
}

/** Of every account. A browser that stores nothing has them for as long as the page. */
let everybodys = stored()

function change(next: (plans: readonly OwnedPlan[]) => readonly OwnedPlan[]): void {
  // Another tab may have kept one since.
  everybodys = next(storage.get(KEY) === null ? everybodys : stored())
  storage.set(KEY, JSON.stringify(everybodys))
  useOwnPlans.setState({ plans: ofAccount() })
}

function ofAccount(): readonly Plan[] {
  const { userId } = session.getState()
  return everybodys
    .filter(({ owner_id }) => owner_id === userId)
    .map(({ owner_id: _owner, ...plan }) => plan)
}

/** The plans that this account, or a guest, has made on this device. */
export const useOwnPlans = create<OwnPlans>(() => ({
  plans: [],
  keep: (plan) => {
    const owned = { ...plan, owner_id: session.getState().userId }
    change((plans) => {
      const isThere = plans.some(({ id }) => id === plan.id)
      return isThere ? plans.map((each) => (each.id === plan.id ? owned : each)) : [...plans, owned]
    })
  },
  remove: (id) => change((plans) => plans.filter((plan) => plan.id !== id)),
}))

function showAccounts(): void {
  const { userId } = session.getState()
  const isGuests = everybodys.some(({ owner_id }) => owner_id === null)
  if (userId === null || !isGuests) useOwnPlans.setState({ plans: ofAccount() })
  else change((plans) => plans.map((plan) => ({ ...plan, owner_id: plan.owner_id ?? userId })))
}

showAccounts()
session.subscribe((now, before) => {
  if (now.userId !== before.userId) showAccounts()
})
globalThis.addEventListener('storage', ({ key }) => {
  if (key !== KEY) return
  everybodys = stored()
  showAccounts()
})

export function usePlan(id: string): Plan | undefined {
  const own = useOwnPlans(({ plans }) => plans.find((plan) => plan.id === id))
  return own ?? readyMadePlans().find((plan) => plan.id === id)
}
