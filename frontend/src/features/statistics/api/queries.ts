import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { Statistics } from '@/api/types'
import type { Query } from '@/shared/lib/query'
import { type StatisticsRange, statisticsKey } from '@/workouts/keys'

export function statisticsQuery(range: StatisticsRange = {}): Query<Statistics> {
  return queryOptions({
    queryKey: statisticsKey(range),
    queryFn: async ({ signal }) =>
      (await client.get<Statistics>('/statistics', { params: range, signal })).data,
  })
}
