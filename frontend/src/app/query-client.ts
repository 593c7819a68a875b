import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/errors'

const MAX_RETRIES = 2

/** The cache of what the server said. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // The browser's word on being online is not asked: the server may be this very machine.
        networkMode: 'always',
        retry: (failures, error) =>
          error instanceof ApiError && error.isPassing && failures < MAX_RETRIES,
        staleTime: 30_000,
        // What was seen today is there when the server no longer is.
        gcTime: 86_400_000,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
