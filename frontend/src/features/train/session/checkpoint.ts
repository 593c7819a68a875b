import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { storage } from '@/shared/lib/storage'
import { type SetRecord, setRecordSchema } from '@/workouts/set-record'

const KEY = 'exercise-buddy.running-set'

interface CheckpointSchema extends DBSchema {
  set: { key: string; value: unknown }
}

type Database = IDBPDatabase<CheckpointSchema>

let database: Promise<Database | null> | null = null

/** Null where the browser keeps nothing there: localStorage has to do. */
function open(): Promise<Database | null> {
  database ??= opened().catch(() => null)
  return database
}

/** A browser whose storage is off throws at once instead of rejecting: here it rejects. */
async function opened(): Promise<Database> {
  return openDB<CheckpointSchema>('exercise-buddy-running-set', 1, {
    upgrade: (db) => {
      db.createObjectStore('set')
    },
  })
}

/** One write after the other, and reading after them all. A write that fails leaves what localStorage has. */
let written: Promise<unknown> = Promise.resolve()

function write(work: (db: Database) => Promise<unknown>): void {
  written = written
    .then(open)
    .then((db) => db && work(db))
    .catch(() => undefined)
}

/**
 * Keeps the running set where a reload, a crash or an empty battery leaves it. Twice: Chromium writes localStorage to
 * the disk many seconds late, too late for a browser that is killed; IndexedDB may not finish while a page goes away.
 */
export const checkpoint = {
  save(record: SetRecord): void {
    storage.set(KEY, JSON.stringify(record))
    write((db) => db.put('set', record, KEY))
  },

  /** The set that was running when the page went away, or null. What cannot be read is passed over. */
  async load(): Promise<SetRecord | null> {
    const quick = parsed(parseJson(storage.get(KEY)))
    await written
    const db = await open()
    if (db === null) return quick
    const durable = parsed(await db.get('set', KEY).catch(() => null))
    // Written first at the start of a set and removed with it: without it the other one is a leftover.
    if (durable === null || quick?.id !== durable.id) return durable
    return quick.elapsed_ms > durable.elapsed_ms ? quick : durable
  },

  clear(): void {
    storage.remove(KEY)
    write((db) => db.delete('set', KEY))
  },
}

function parsed(value: unknown): SetRecord | null {
  return setRecordSchema.safeParse(value).data ?? null
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
