import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { waitingGoalsQuery, withWaiting } from '../api/goal-changes'
import { goalsQuery } from '../api/goals'
import type { Goal } from '@/api/types'

/** The goals, including changes made here that the server does not know yet. */
export function useGoals(): UseQueryResult<Goal[]> {
  const { data: waiting = [] } = useQuery(waitingGoalsQuery)
  return useQuery({ ...goalsQuery, select: (goals) => withWaiting(goals, waiting) })
}
