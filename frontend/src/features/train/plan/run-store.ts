import { keptTwice } from '../session/kept-twice'
import { type PlanRun, planRunSchema } from './plan-run'

/** The plan that is being done on this device, as the running set is kept. */
export const keptRun = keptTwice<PlanRun>({
  key: 'exercise-buddy.running-plan',
  parse: (value) => planRunSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.id === other.id && one.revision > other.revision,
})
