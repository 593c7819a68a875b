import {
  type DehydratedState,
  type Query,
  type QueryClient,
  type QueryKey,
  dehydrate,
  hydrate,
} from '@tanstack/react-query'
import { openDB } from 'idb'
import { session } from '@/api/session'
import { GOALS_KEY, STATISTICS_KEY, WORKOUTS_KEY } from '@/workouts/api/keys'

/** Queries with personal data, stored as last seen for when the server is away. */
const KEPT: readonly unknown[] = [WORKOUTS_KEY[0], STATISTICS_KEY[0], GOALS_KEY[0], 'me']
const DATABASE = 'exercise-buddy.last-seen'
const STORE = 'accounts'
/** The delay after the last of several answers. */
const PAUSE_MS = 500
/** Pages of the history that are stored; the rest needs a network. */
const MAX_QUERIES = 60

interface Kept {
  readonly userId: string
  readonly state: DehydratedState
}

/**
 * One record, for the signed-in account. It is opened for each use, which is rare, so that nothing blocks its removal.
 */
async function withStore<Result>(
  work: (database: Awaited<ReturnType<typeof openDB>>) => Promise<Result>,
): Promise<Result> {
  const database = await openDB(DATABASE, 1, { upgrade: (db) => void db.createObjectStore(STORE) })
  try {
    return await work(database)
  } finally {
    database.close()
  }
}

/**
 * Stores what the user saw on this device, shows it again after a reload, and removes it when the account signs out
 * here or another one signs in. Browsers without storage do without. Returns a function that stops it.
 */
export function keepLastSeen(queryClient: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // Sequentially: a pending write must not undo a removal.
  let last: Promise<unknown> = restore(queryClient).catch(() => undefined)
  const queue = (work: () => Promise<unknown>): void => {
    last = last.then(work).catch(() => undefined)
  }
  const writeSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => queue(() => write(queryClient)), PAUSE_MS)
  }
  const cache = queryClient.getQueryCache()
  const stopCache = cache.subscribe(({ type, query }) => {
    if (type === 'updated' && isWorthKeeping(query)) writeSoon()
  })
  // This starts after the page: the first answers may have arrived already.
  if (cache.getAll().some(isWorthKeeping)) writeSoon()
  const stopSession = session.subscribe((now, before) => {
    if (now.userId === before.userId) return
    clearTimeout(timer)
    queue(forget)
  })
  if (session.getState().userId === null) queue(forget)
  return () => {
    clearTimeout(timer)
    stopCache()
    stopSession()
  }
}

async function restore(queryClient: QueryClient): Promise<void> {
  const { userId } = session.getState()
  if (userId === null) return
  const kept = (await withStore((db) => db.get(STORE, userId))) as Kept | undefined
  // Somebody else may have signed in meanwhile.
  if (kept === undefined || session.getState().userId !== userId) return
  // Shown at once but marked stale: the last answers before a reload may not have been stored.
  const queries = kept.state.queries.map((query) => ({
    ...query,
    state: { ...query.state, isInvalidated: true },
  }))
  hydrate(queryClient, { ...kept.state, queries })
}

async function write(queryClient: QueryClient): Promise<void> {
  const { userId } = session.getState()
  if (userId === null) return
  const state = dehydrate(queryClient, {
    shouldDehydrateQuery: ({ queryKey, state: { data } }) => data !== undefined && isKept(queryKey),
    shouldDehydrateMutation: () => false,
  })
  const queries = state.queries
    .toSorted((one, other) => other.state.dataUpdatedAt - one.state.dataUpdatedAt)
    .slice(0, MAX_QUERIES)
    // A failed refetch does not invalidate what was seen.
    .map((query) => ({
      ...query,
      state: { ...query.state, status: 'success' as const, error: null },
    }))
  const kept: Kept = { userId, state: { mutations: [], queries } }
  await withStore(async (db) => {
    const transaction = db.transaction(STORE, 'readwrite')
    // The previous user may have signed out while this was not running.
    await transaction.store.clear()
    await transaction.store.put(kept, userId)
    await transaction.done
  })
}

async function forget(): Promise<void> {
  await withStore((db) => db.clear(STORE))
}

function isWorthKeeping({ queryKey, state }: Pick<Query, 'queryKey' | 'state'>): boolean {
  return state.status === 'success' && isKept(queryKey)
}

function isKept(queryKey: QueryKey): boolean {
  return KEPT.includes(queryKey[0])
}
