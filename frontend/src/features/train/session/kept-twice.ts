import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { storage } from '@/shared/lib/storage'

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

/** One write after the other, and reading after them all. */
let written: Promise<void> = Promise.resolve()

function write(
  work: (db: Database) => Promise<unknown>,
  onDone: (isWritten: boolean) => void,
): void {
  written = written
    .then(() => attempt(work).catch(() => attempt(work)))
    .then(
      () => onDone(true),
      () => onDone(false),
    )
}

async function attempt(work: (db: Database) => Promise<unknown>): Promise<void> {
  const db = await open()
  try {
    await (db && work(db))
  } catch (error) {
    // The browser may have closed it: it is opened anew.
    db?.close()
    database = null
    throw error
  }
}

/** The keys whose last value localStorage alone took: the database was full. */
const ALONE_KEY = 'exercise-buddy.kept-once'

function keptAlone(): readonly string[] {
  return storage.get(ALONE_KEY)?.split(' ') ?? []
}

function noteAlone(key: string, isAlone: boolean): void {
  const before = keptAlone()
  if (before.includes(key) === isAlone) return
  const keys = isAlone ? [...before, key] : before.filter((each) => each !== key)
  if (keys.length === 0) storage.remove(ALONE_KEY)
  else storage.set(ALONE_KEY, keys.join(' '))
}

/** The database did not say what it has; null is what it has where that is nothing. */
const UNREADABLE = Symbol('unreadable')

interface KeptTwice<Value> {
  readonly key: string
  /** Null for what is none, or none that this version can read. */
  readonly parse: (value: unknown) => Value | null
  /** Whether the first is a later state of the same thing. */
  readonly isLater: (one: Value, other: Value) => boolean
}

/** Something that is to be there after a reload, a crash or an empty battery. */
export interface Kept<Value> {
  readonly save: (value: Value) => void
  /** Resolves once what was saved is where a killed browser leaves it, or cannot be. */
  readonly settled: () => Promise<void>
  /** What was kept, or null. What cannot be read is passed over. */
  readonly load: () => Promise<Value | null>
  readonly clear: () => void
}

/**
 * Twice: Chromium writes localStorage to the disk many seconds late, too late for a browser that is killed; IndexedDB
 * may not finish while a page goes away.
 */
export function keptTwice<Value>({ key, parse, isLater }: KeptTwice<Value>): Kept<Value> {
  return {
    save(value) {
      storage.set(key, JSON.stringify(value))
      write(
        (db) => db.put('set', value, key),
        (isWritten) => noteAlone(key, !isWritten),
      )
    },

    settled: () => written,

    async load() {
      const quick = parse(parseJson(storage.get(key)))
      await written
      const db = await open()
      if (db === null || (quick !== null && keptAlone().includes(key))) return quick
      const found = await db.get('set', key).catch(() => UNREADABLE)
      if (found === UNREADABLE) return quick
      const durable = parse(found)
      // Written first and removed with it: without it the other one is a leftover.
      if (durable === null || quick === null) return durable
      return isLater(quick, durable) ? quick : durable
    },

    clear() {
      storage.remove(key)
      write(
        (db) => db.delete('set', key),
        () => noteAlone(key, false),
      )
    },
  }
}

/** Whether anything is, by a look that costs little; what it is takes the schemas of a set and a plan to read. */
export async function isAnythingKept(): Promise<boolean> {
  await written
  const db = await open()
  // Without a database localStorage has it, if anything.
  if (db === null || keptAlone().length > 0) return true
  return db.count('set').then(
    (count) => count > 0,
    () => true,
  )
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
