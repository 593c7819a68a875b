import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import type { ExerciseStatistics, Statistics } from '@/api/types'
import type { Query } from '@/shared/lib/query'
import { type StatisticsRange, exerciseStatisticsKey, statisticsKey } from '@/workouts/api/keys'

export type Figures = Statistics | ExerciseStatistics

async function getStatistics(range: StatisticsRange, signal: AbortSignal): Promise<Statistics> {
  return (await client.get<Statistics>('/statistics', { params: range, signal })).data
}

async function getExerciseStatistics(
  exercise: string,
  range: StatisticsRange,
  signal: AbortSignal,
): Promise<ExerciseStatistics> {
  const params = { exercise_type: exercise, ...range }
  return (await client.get<ExerciseStatistics>('/statistics/exercise', { params, signal })).data
}

/** Statistics of all exercises together: without repetitions, which only add up within one. */
export function statisticsQuery(range: StatisticsRange = {}): Query<Statistics> {
  return queryOptions({
    queryKey: statisticsKey(range),
    queryFn: ({ signal }) => getStatistics(range, signal),
  })
}

/** Statistics of one exercise, or of all if it is null. */
export function figuresQuery(exercise: string | null, range: StatisticsRange = {}): Query<Figures> {
  return queryOptions<Figures>({
    queryKey: exercise === null ? statisticsKey(range) : exerciseStatisticsKey(exercise, range),
    queryFn: ({ signal }) =>
      exercise === null
        ? getStatistics(range, signal)
        : getExerciseStatistics(exercise, range, signal),
  })
}
