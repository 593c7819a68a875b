import { type SetRecord, setRecordSchema } from './set-record'
import { storage } from '@/shared/lib/storage'

const KEY = 'exercise-buddy.running-set'

/** Keeps the running set where a reload, a crash or an empty battery leaves it. */
export const checkpoint = {
  save(record: SetRecord): void {
    storage.set(KEY, JSON.stringify(record))
  },

  /** The set that was running when the page went away, or null. What cannot be read is dropped. */
  load(): SetRecord | null {
    const text = storage.get(KEY)
    if (text === null) return null
    const parsed = setRecordSchema.safeParse(parseJson(text))
    if (!parsed.success) storage.remove(KEY)
    return parsed.data ?? null
  },

  clear(): void {
    storage.remove(KEY)
  },
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
