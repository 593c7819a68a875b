import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import { foreignAnswer } from '@/api/errors'
import type { Goal, NewGoal } from '@/api/types'
import { GOALS_KEY } from '@/workouts/api/keys'

/** All goals, with the progress of today or this week. */
export const goalsQuery = queryOptions({
  queryKey: GOALS_KEY,
  queryFn: ({ signal }) => listGoals({ signal }),
})

interface AskOptions {
  /** The account that it is for; by default whoever is signed in. */
  readonly account?: string | null
  readonly signal?: AbortSignal
}

export async function listGoals(config: AskOptions = {}): Promise<Goal[]> {
  const { data } = await client.get<Partial<{ items: Goal[] }> | null>('/goals', config)
  if (!Array.isArray(data?.items)) throw foreignAnswer()
  return data.items
}

export async function createGoal(goal: NewGoal, config: AskOptions): Promise<Goal> {
  return (await client.post<Goal>('/goals', goal, config)).data
}

export async function changeTarget(id: string, target: number, config: AskOptions): Promise<Goal> {
  return (await client.patch<Goal>(`/goals/${id}`, { target }, config)).data
}

export async function deleteGoal(id: string, config: AskOptions): Promise<void> {
  await client.delete(`/goals/${id}`, config)
}
