import { keptTwice } from './kept-twice'
import { type SetRecord, setRecordSchema } from '@/workouts/set-record'

/** The running set. */
export const checkpoint = keptTwice<SetRecord>({
  key: 'exercise-buddy.running-set',
  parse: (value) => setRecordSchema.safeParse(value).data ?? null,
  isLater: (one, other) => one.id === other.id && one.elapsed_ms > other.elapsed_ms,
})
