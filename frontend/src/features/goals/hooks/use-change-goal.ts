import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import type { GoalChange } from '../api/goal-changes'
import { changeGoal } from '../api/goal-outbox'

/** Sets, changes or deletes a goal, at the server or, until that is reachable, on this device. */
export function useChangeGoal(): UseMutationResult<'at-server' | 'on-device', Error, GoalChange> {
  const queryClient = useQueryClient()
  return useMutation({ mutationFn: (change) => changeGoal(queryClient, change) })
}
