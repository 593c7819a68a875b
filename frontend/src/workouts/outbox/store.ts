import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { copiesOf } from './copies'
import type { OutboxItem } from './item'
import { openInTime } from '@/shared/lib/browser/open-in-time'

interface OutboxSchema extends DBSchema {
  outbox: { key: string; value: OutboxItem }
}

export interface OutboxStore {
  get(id: string): Promise<OutboxItem | undefined>
  /** In the order of their ids, which is chronological. */
  all(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  delete(id: string): Promise<void>
}

/** The device could not store the workout: no space, or storage disabled. */
export class OutboxStorageError extends Error {
  override readonly name = 'OutboxStorageError'
  /** Whether this page has never reached the storage: then nothing of this page can be in it. */
  readonly isAbsent: boolean

  constructor(
    message: string,
    { isAbsent = false, cause }: { isAbsent?: boolean; cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.isAbsent = isAbsent
  }
}

export const OUTBOX_DATABASE = 'exercise-buddy'
/** Not to be raised, which would lock out tabs with an older version of the app: new fields are optional instead. */
const VERSION = 1

type Database = IDBPDatabase<OutboxSchema>
type Use = <Result>(work: (db: Database) => Promise<Result>) => Promise<Result>

/** Opens the database on first use, and again after the browser has closed it. `seen` goes into one made anew. */
function connection(databaseName: string, seen: () => readonly OutboxItem[]): Use {
  let database: Promise<Database> | null = null
  let wasOpen = false

  const open = (): Promise<Database> =>
    openDB<OutboxSchema>(databaseName, VERSION, {
      upgrade: (db) => {
        const store = db.createObjectStore('outbox', { keyPath: 'id' })
        // One that fails has the opening fail, too.
        for (const item of seen()) void store.put(item)
      },
      blocking: (_from, _to, event) => {
        ;(event.target as IDBDatabase).close()
        database = null
      },
      terminated: () => {
        database = null
      },
    })

  return async (work) => {
    try {
      database ??= open()
      const db = await openInTime(database)
      wasOpen = true
      return await work(db)
    } catch (error) {
      database = null
      throw new OutboxStorageError('The workouts kept on this device cannot be reached', {
        isAbsent: !wasOpen,
        cause: error,
      })
    }
  }
}

/**
 * The store on this device. If the browser removes its database, what an open page has put there or read from it, and
 * what localStorage has a copy of, is put back: at worst it is sent twice, under the same id.
 */
export function openOutboxStore(databaseName = OUTBOX_DATABASE): OutboxStore {
  let seen: readonly OutboxItem[] = []
  const copies = copiesOf(databaseName)
  // The copies last: other tabs may have changed one since.
  const use = connection(databaseName, () => [...seen, ...copies.all()])

  return {
    get: (id) => use((db) => db.get('outbox', id)),
    all: () =>
      use(async (db) => {
        const copied = copies.ids()
        seen = await db.getAll('outbox')
        // Sent by the service worker, which cannot reach the copies.
        for (const id of copied) if (!seen.some((item) => item.id === id)) copies.delete(id)
        return [...seen]
      }),
    put: (item) =>
      use(async (db) => {
        // By default Chromium reports a write as complete before it is on disk.
        const writing = db.transaction('outbox', 'readwrite', { durability: 'strict' })
        await Promise.all([writing.store.put(item), writing.done])
        seen = [...seen.filter(({ id }) => id !== item.id), item]
        copies.put(item)
      }),
    delete: (id) =>
      use(async (db) => {
        await db.delete('outbox', id)
        seen = seen.filter((item) => item.id !== id)
        copies.delete(id)
      }),
  }
}
