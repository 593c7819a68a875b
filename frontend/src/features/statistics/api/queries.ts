import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { Statistics } from '@/api/types'
import type { Query } from '@/shared/lib/query'
import { STATISTICS_KEY } from '@/workouts/keys'

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
