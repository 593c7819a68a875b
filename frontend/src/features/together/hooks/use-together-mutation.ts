import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { TOGETHER_KEY } from '../api/together'
import { problemText } from '@/account/problem-text'
import { toast } from '@/shared/lib/toasts'

/** A mutation that refetches the whole page afterwards, and shows its error as a toast. */
export function useTogetherMutation<Given, Found = void>(
  act: (given: Given) => Promise<Found>,
  onDone?: (found: Found, given: Given) => void,
): UseMutationResult<Found, Error, Given> {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: async (found, given) => {
      onDone?.(found, given)
      await queryClient.invalidateQueries({ queryKey: TOGETHER_KEY })
    },
    onError: async (problem) => {
      toast(problemText(problem), { tone: 'danger' })
      await queryClient.invalidateQueries({ queryKey: TOGETHER_KEY })
    },
  })
}
