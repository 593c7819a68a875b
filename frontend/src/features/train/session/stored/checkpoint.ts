import { RUNNING_SET, durableValues } from './durable-values'
import { type SetRecord, setRecordSchema } from '@/workouts/record/set-record'

/** The running sets, one in each tab at most. */
export const checkpoint = durableValues<SetRecord>({
  kind: RUNNING_SET,
  parse: (value) => setRecordSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.elapsed_ms > other.elapsed_ms,
})
