import { RUNNING_PLAN, durableValue } from '../session/stored/durable-value'
import { type PlanRun, planRunSchema } from './plan-run'

/** The current run on this device, stored like the running set. */
export const storedRun = durableValue<PlanRun>({
  key: RUNNING_PLAN,
  parse: (value) => planRunSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.id === other.id && one.revision > other.revision,
})
