import { keptTwice } from '../session/kept-twice'
import { type PlanRun, planRunSchema } from './plan-run'

/** The current run on this device, stored like the running set. */
export const keptRun = keptTwice<PlanRun>({
  key: 'exercise-buddy.running-plan',
  parse: (value) => planRunSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.id === other.id && one.revision > other.revision,
})
