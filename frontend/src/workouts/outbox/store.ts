import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'

/** A workout that the server has not confirmed, or a change of one that it has. */
export interface OutboxItem {
  readonly id: string
  /** The account that it belongs to; null while a guest's. */
  readonly ownerId: string | null
  /** What is sent. Fixed once it has been tried: the server may hold it already, under this id and body. */
  readonly workout: NewWorkout | Workout
  /** Its start has been corrected by the server's clock, which is done once. */
  readonly clockCorrected?: boolean
  /** The server had confirmed it when it was changed: only the change is sent. */
  readonly atServer?: boolean
  /** A change made after the first try: follows the workout. */
  readonly edit: WorkoutEdit | null
  /** Deleted after the first try: the server has to be told. */
  readonly removed: boolean
  /** Deleted, maybe at the server too, and brought back. */
  readonly restored?: boolean
  /** How often something was sent whose fate is not known. */
  readonly attempts: number
  /** Not before this time (Unix ms), unless somebody asks. */
  readonly retryAtMs: number
  /** Why the server will not take it as it is; null while it simply waits. */
  readonly refusal: string | null
}

interface OutboxSchema extends DBSchema {
  outbox: { key: string; value: OutboxItem }
}

export interface OutboxStore {
  get(id: string): Promise<OutboxItem | undefined>
  /** In the order of their ids, which is the order in which they were done. */
  all(): Promise<OutboxItem[]>
  put(item: OutboxItem): Promise<void>
  delete(id: string): Promise<void>
}

/** The device would not keep the workout: no space, or storage switched off. */
export class OutboxStorageError extends Error {
  override readonly name = 'OutboxStorageError'
}

/** Raising it would lock out a tab that still runs an older version of the app: new fields are optional instead. */
const VERSION = 1

/** Opens the database at the first use, and again after the browser has closed it. */
export function openOutboxStore(databaseName = 'exercise-buddy'): OutboxStore {
  let database: Promise<IDBPDatabase<OutboxSchema>> | null = null

  const open = (): Promise<IDBPDatabase<OutboxSchema>> =>
    openDB<OutboxSchema>(databaseName, VERSION, {
      upgrade: (db) => {
        db.createObjectStore('outbox', { keyPath: 'id' })
      },
      blocking: (_from, _to, event) => {
        ;(event.target as IDBDatabase).close()
        database = null
      },
      terminated: () => {
        database = null
      },
    })

  async function use<Result>(
    work: (db: IDBPDatabase<OutboxSchema>) => Promise<Result>,
  ): Promise<Result> {
    try {
      database ??= open()
      return await work(await database)
    } catch (error) {
      database = null
      throw new OutboxStorageError('The workouts kept on this device cannot be reached', {
        cause: error,
      })
    }
  }

  return {
    get: (id) => use((db) => db.get('outbox', id)),
    all: () => use((db) => db.getAll('outbox')),
    put: (item) =>
      use(async (db) => {
        // Chromium else calls a write done that the system has yet to bring to the disk.
        const writing = db.transaction('outbox', 'readwrite', { durability: 'strict' })
        await Promise.all([writing.store.put(item), writing.done])
      }),
    delete: (id) => use((db) => db.delete('outbox', id)),
  }
}
