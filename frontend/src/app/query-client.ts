import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/errors'

const MAX_RETRIES = 2

/** The cache of server state. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Ignore the browser's online state: the server may be this machine.
        networkMode: 'always',
        retry: (failures, error) =>
          error instanceof ApiError && error.isPassing && failures < MAX_RETRIES,
        staleTime: 30_000,
        // Data seen today stays available when the server is away.
        gcTime: 86_400_000,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
