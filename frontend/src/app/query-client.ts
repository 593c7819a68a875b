import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/errors'
import { reachability } from '@/api/reachability'

const MAX_RETRIES = 2
/** A network that changes is back by then; a server that is away is said at once. */
const UNANSWERED_RETRY_MS = 500

/** The cache of server state. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Ignore the browser's online state: the server may be this machine.
        networkMode: 'always',
        retry: (failures, error) =>
          error instanceof ApiError &&
          error.isPassing &&
          failures < (error.status === 0 ? 1 : MAX_RETRIES),
        retryDelay: (failures, error) =>
          error instanceof ApiError && error.status === 0
            ? UNANSWERED_RETRY_MS
            : 1_000 * 2 ** failures,
        staleTime: 30_000,
        // Data seen today stays available when the server is away.
        gcTime: 86_400_000,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** Asks again for what failed on the page, as soon as the server answers. Returns a function that stops it. */
export function retryOnceReachable(queryClient: QueryClient): () => void {
  return reachability.subscribe(({ problem }) => {
    if (problem !== null) return
    void queryClient.refetchQueries({
      type: 'active',
      predicate: ({ state }) => state.status === 'error',
    })
  })
}
