import { RUNNING_PLAN, durableValues } from '../session/stored/durable-values'
import { type PlanRun, planRunSchema } from './plan-run'

/** The runs on this device, stored like the running sets. */
export const storedRuns = durableValues<PlanRun>({
  kind: RUNNING_PLAN,
  parse: (value) => planRunSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.revision > other.revision,
})
