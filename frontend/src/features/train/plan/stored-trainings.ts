import { RUNNING_TRAINING, durableValues } from '../session/stored/durable-values'
import { type Training, trainingSchema } from './training'

/** The trainings on this device, stored like the running sets. */
export const storedTrainings = durableValues<Training>({
  kind: RUNNING_TRAINING,
  parse: (value) => trainingSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.revision > other.revision,
})
