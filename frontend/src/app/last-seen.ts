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
import { GOALS_KEY, STATISTICS_KEY, WORKOUTS_KEY } from '@/workouts/keys'

/** What is one's own: kept as last seen, for when the server is away. */
const KEPT: readonly unknown[] = [WORKOUTS_KEY[0], STATISTICS_KEY[0], GOALS_KEY[0], 'me']
const DATABASE = 'exercise-buddy.last-seen'
const STORE = 'accounts'
/** After the last of several answers. */
const PAUSE_MS = 500
/** A longer history than this is scrolled through with a network. */
const MAX_QUERIES = 60

interface Kept {
  readonly userId: string
  readonly state: DehydratedState
}

/** One record, of the account that is signed in. Opened for each use: it is seldom, and leaves nothing in the way of a removal. */
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
 * Keeps what the person saw on this device, shows it again after a reload, and removes it when the account is signed
 * out here or another one signs in. Returns the way to stop. A browser that keeps nothing goes without.
 */
export function keepLastSeen(queryClient: QueryClient): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // One after the other: a removal must not be overtaken by what was being written.
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
  // The page comes first and this a moment later: the first answers may be here already.
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
  // Shown at once, and asked for anew all the same: what came last before a reload may not have been written.
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
    // That it could not be asked for again makes what was seen no less true.
    .map((query) => ({
      ...query,
      state: { ...query.state, status: 'success' as const, error: null },
    }))
  const kept: Kept = { userId, state: { mutations: [], queries } }
  await withStore(async (db) => {
    const transaction = db.transaction(STORE, 'readwrite')
    // Whoever used this device before may have left while nobody watched.
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
