import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { Query } from '@/api/query'
import type { Statistics } from '@/api/types'

export const STATISTICS_KEY = ['statistics'] as const

/** Local dates, both inclusive; without them the server's default range. */
export interface StatisticsRange {
  readonly from?: string
  readonly to?: string
}

export function statisticsQuery(range: StatisticsRange = {}): Query<Statistics> {
  return queryOptions({
    queryKey: [...STATISTICS_KEY, range] as readonly unknown[],
    queryFn: async ({ signal }) =>
      (await client.get<Statistics>('/statistics', { params: range, signal })).data,
  })
}
