import { RUNNING_SET, durableValue } from './durable-value'
import { type SetRecord, setRecordSchema } from '@/workouts/record/set-record'

/** The running set. */
export const checkpoint = durableValue<SetRecord>({
  key: RUNNING_SET,
  parse: (value) => setRecordSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.id === other.id && one.elapsed_ms > other.elapsed_ms,
})
