import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { openInTime } from '@/shared/lib/browser/open-in-time'
import { storage } from '@/shared/lib/browser/storage'

interface CheckpointSchema extends DBSchema {
  set: { key: string; value: unknown }
}

type Database = IDBPDatabase<CheckpointSchema>

let database: Promise<Database | null> | null = null

/** Null if IndexedDB is unavailable, or until it answers: then only localStorage is used. */
function open(): Promise<Database | null> {
  database ??= openedInTime()
  return database
}

function openedInTime(): Promise<Database | null> {
  const opening = opened()
  const inTime = openInTime(opening).catch(() => null)
  opening.then(
    () => (database = opening),
    // As above.
    () => undefined,
  )
  return inTime
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

function write(work: (db: Database) => Promise<unknown>): void {
  written = written
    .then(() => attempt(work).catch(() => attempt(work)))
    // A full database: localStorage has a copy.
    .catch(() => undefined)
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

/** The kinds of values. Listed here, so that a cheap check need not load their schemas. */
export const RUNNING_SET = 'exercise-buddy.running-set'
export const RUNNING_TRAINING = 'exercise-buddy.running-plan'
type Kind = typeof RUNNING_SET | typeof RUNNING_TRAINING

/**
 * Stands in the database in place of a value that was cleared: a browser killed since brings back an earlier
 * localStorage. One that removes the database leaves nothing.
 */
const CLEARED = null
/** So many such marks are kept of each kind: by the next sets, localStorage is on the disk. */
const MARKS = 20

interface DurableOptions<Value> {
  readonly kind: Kind
  /** Null for an invalid value, or one that this version cannot read. */
  readonly parse: (value: unknown) => Value | null
  /** Whether the first is a later state than the second, of the same id. */
  readonly isLater: (one: Value, other: Value) => boolean
}

/** Values that survive a reload, a crash or an empty battery, each under its id: tabs do not overwrite each other's. */
export interface Kept<Value> {
  readonly save: (value: Value) => void
  /** Resolves once what was saved is on disk, or cannot be stored. */
  readonly settled: () => Promise<void>
  /** What is stored, the highest id first. Unreadable values are ignored. */
  readonly all: () => Promise<readonly Value[]>
  readonly load: (id: string) => Promise<Value | null>
  readonly clear: (id: string) => void
}

/**
 * Stores each value twice: Chromium writes localStorage to disk many seconds late, too late if the browser is killed,
 * and IndexedDB may not finish while a page is closing.
 */
export function durableValues<Value extends { readonly id: string }>(
  options: DurableOptions<Value>,
): Kept<Value> {
  const { kind, parse } = options
  const all = async (): Promise<readonly Value[]> => {
    await written
    const rows = await rowsOf(kind)
    const keys = new Set([...storage.keys(kind), ...rows.keys()])
    const values = [...keys].flatMap((key) => {
      const row = rows.get(key)
      if (row === CLEARED) return []
      const [quick, durable] = [parse(parseJson(storage.get(key))), parse(row)]
      const isSame = quick?.id === (durable ?? quick)?.id
      return [durable, isSame ? quick : null].filter((value) => value !== null)
    })
    return latestOfEach(values, options.isLater)
  }

  return {
    save(value) {
      const key = keyOf(kind, value.id)
      storage.set(key, JSON.stringify(value))
      write((db) => db.put('set', value, key))
    },
    settled: () => written,
    all,
    load: async (id) => (await all()).find((value) => value.id === id) ?? null,
    clear(id) {
      storage.remove(keyOf(kind, id))
      if (idOf(parseJson(storage.get(kind))) === id) storage.remove(kind)
      write(async (db) => {
        await mark(db, keyOf(kind, id))
        if (idOf(await db.get('set', kind)) === id) await mark(db, kind)
        await dropOldMarks(db, kind)
      })
    },
  }
}

/** The kind alone was the key in versions that kept only one value: a device may still have one there. */
function keyOf(kind: Kind, id: string): string {
  return `${kind}.${id}`
}

function latestOfEach<Value extends { readonly id: string }>(
  values: readonly Value[],
  isLater: (one: Value, other: Value) => boolean,
): readonly Value[] {
  const latest = new Map<string, Value>()
  for (const value of values) {
    const other = latest.get(value.id)
    if (other === undefined || isLater(value, other)) latest.set(value.id, value)
  }
  return [...latest.values()].toSorted((one, other) => (one.id < other.id ? 1 : -1))
}

/** What the database has of a kind, by key; nothing if it cannot be read. */
async function rowsOf(kind: Kind): Promise<ReadonlyMap<string, unknown>> {
  const db = await open()
  if (db === null) return new Map()
  try {
    const { store } = db.transaction('set')
    const range = rangeOf(kind)
    const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
    return new Map(keys.map((key, index) => [key, values[index]]))
  } catch {
    // localStorage has a copy.
    return new Map()
  }
}

function rangeOf(kind: Kind): IDBKeyRange {
  return IDBKeyRange.bound(kind, `${kind}.\uffff`)
}

/** A full database takes no mark. */
async function mark(db: Database, key: string): Promise<void> {
  await db.put('set', CLEARED, key).catch(() => db.delete('set', key))
}

async function dropOldMarks(db: Database, kind: Kind): Promise<void> {
  const { store } = db.transaction('set', 'readwrite')
  const range = rangeOf(kind)
  const [keys, values] = await Promise.all([store.getAllKeys(range), store.getAll(range)])
  const marked = keys.filter((key, index) => values[index] === CLEARED && key !== kind)
  await Promise.all(marked.slice(0, -MARKS).map((key) => store.delete(key)))
}

/** Whether anything is stored: a cheap check, because reading it would load the schemas of sets and plans. */
export async function isAnythingStored(): Promise<boolean> {
  await written
  const kinds = await Promise.all(
    ([RUNNING_SET, RUNNING_TRAINING] as const).map(async (kind) => {
      const rows = await rowsOf(kind)
      return (
        [...rows.values()].some((value) => value !== CLEARED) ||
        storage.keys(kind).some((key) => !rows.has(key))
      )
    }),
  )
  return kinds.includes(true)
}

function idOf(value: unknown): unknown {
  return (value as { readonly id?: unknown } | null | undefined)?.id
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return null
  }
}
