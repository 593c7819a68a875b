import { queryOptions } from '@tanstack/react-query'
import { client } from '@/api/client'
import { foreignAnswer } from '@/api/errors'
import type { Goal, NewGoal } from '@/api/types'
import { GOALS_KEY } from '@/workouts/keys'

/** All goals, with the progress of today or this week. */
export const goalsQuery = queryOptions({
  queryKey: GOALS_KEY,
  queryFn: ({ signal }) => listGoals(signal),
})

export async function listGoals(signal?: AbortSignal): Promise<Goal[]> {
  const config = signal === undefined ? {} : { signal }
  const { data } = await client.get<Partial<{ items: Goal[] }> | null>('/goals', config)
  if (!Array.isArray(data?.items)) throw foreignAnswer()
  return data.items
}

export async function createGoal(goal: NewGoal): Promise<Goal> {
  return (await client.post<Goal>('/goals', goal)).data
}

export async function changeTarget(id: string, target: number): Promise<Goal> {
  return (await client.patch<Goal>(`/goals/${id}`, { target })).data
}

export async function deleteGoal(id: string): Promise<void> {
  await client.delete(`/goals/${id}`)
}
