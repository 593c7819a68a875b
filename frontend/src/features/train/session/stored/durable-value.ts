import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { storage } from '@/shared/lib/browser/storage'

interface CheckpointSchema extends DBSchema {
  set: { key: string; value: unknown }
}

type Database = IDBPDatabase<CheckpointSchema>

let database: Promise<Database | null> | null = null

/** Null if IndexedDB is unavailable: then only localStorage is used. */
function open(): Promise<Database | null> {
  database ??= opened().catch(() => null)
  return database
}

/** A browser with storage disabled throws synchronously; here it becomes a rejection. */
async function opened(): Promise<Database> {
  return openDB<CheckpointSchema>('exercise-buddy-running-set', 1, {
    upgrade: (db) => {
      db.createObjectStore('set')
    },
  })
}

/** Writes run one after the other, and reads after all pending writes. */
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
    // The browser may have closed the database: it is opened again.
    db?.close()
    database = null
    throw error
  }
}

/** Keys whose last value is only in localStorage, because the database was full. */
const ALONE_KEY = 'exercise-buddy.kept-once'

function onlyInLocalStorage(): readonly string[] {
  return storage.get(ALONE_KEY)?.split(' ') ?? []
}

function noteAlone(key: string, isAlone: boolean): void {
  const before = onlyInLocalStorage()
  if (before.includes(key) === isAlone) return
  const keys = isAlone ? [...before, key] : before.filter((each) => each !== key)
  if (keys.length === 0) storage.remove(ALONE_KEY)
  else storage.set(ALONE_KEY, keys.join(' '))
}

/** The database could not be read; null means that it has no value. */
const UNREADABLE = Symbol('unreadable')

/** What is stored so. Listed here, so that a cheap check need not load their schemas. */
export const RUNNING_SET = 'exercise-buddy.running-set'
export const RUNNING_PLAN = 'exercise-buddy.running-plan'
type Key = typeof RUNNING_SET | typeof RUNNING_PLAN

/** Stands in the database in place of a value that was cleared: a browser that removes the database leaves nothing. */
const CLEARED = null

interface DurableOptions<Value> {
  readonly key: Key
  /** Null for an invalid value, or one that this version cannot read. */
  readonly parse: (value: unknown) => Value | null
  /** Whether the first is a later state than the second. */
  readonly isLater: (one: Value, other: Value) => boolean
}

/** A value that survives a reload, a crash or an empty battery. */
export interface Kept<Value> {
  readonly save: (value: Value) => void
  /** Resolves once the value is on disk, or cannot be stored. */
  readonly settled: () => Promise<void>
  /** The stored value, or null. Unreadable values are ignored. */
  readonly load: () => Promise<Value | null>
  readonly clear: () => void
}

/**
 * Stores the value twice: Chromium writes localStorage to disk many seconds late, too late if the browser is killed,
 * and IndexedDB may not finish while a page is closing.
 */
export function durableValue<Value>({ key, parse, isLater }: DurableOptions<Value>): Kept<Value> {
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
      if (db === null || (quick !== null && onlyInLocalStorage().includes(key))) return quick
      const found = await db.get('set', key).catch(() => UNREADABLE)
      if (found === UNREADABLE || found === undefined) return quick
      const durable = parse(found)
      // A browser killed since brings back an earlier localStorage.
      if (durable === null || quick === null) return durable
      return isLater(quick, durable) ? quick : durable
    },

    clear() {
      storage.remove(key)
      write(
        // A full database takes no mark.
        (db) => db.put('set', CLEARED, key).catch(() => db.delete('set', key)),
        () => noteAlone(key, false),
      )
    },
  }
}

/** Whether anything is stored: a cheap check, because reading it would load the schemas of sets and plans. */
export async function isAnythingStored(): Promise<boolean> {
  await written
  const db = await open()
  // Without a database only localStorage can have it.
  if (db === null || onlyInLocalStorage().length > 0) return true
  const isStored = async (key: Key): Promise<boolean> => {
    const found = await db.get('set', key)
    return found === undefined ? storage.get(key) !== null : found !== CLEARED
  }
  return Promise.all(([RUNNING_SET, RUNNING_PLAN] as const).map(isStored)).then(
    (stored) => stored.includes(true),
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
