import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { outbox } from '@/api/outbox/outbox'
import type { WorkoutEdit } from '@/api/types'
import { deleteWorkout, updateWorkout } from '@/api/workouts'

/** A workout that is to be changed: whether it still waits on this device or is at the server. */
export interface WorkoutRef {
  readonly id: string
  readonly unsent: boolean
}

interface Edit extends WorkoutRef {
  readonly edit: WorkoutEdit
}

async function edit({ id, unsent, edit }: Edit): Promise<void> {
  if (unsent && (await outbox.edit(id, edit)) === 'changed') return
  await updateWorkout(id, edit)
}

async function remove({ id, unsent }: WorkoutRef): Promise<void> {
  if (unsent && (await outbox.remove(id)) === 'changed') return
  await deleteWorkout(id)
}

/** Lists and sums are fetched anew: everything that was shown may hang on the changed workout. */
function serveWithRefetch(): () => Promise<void> {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
}

export function useEditWorkout(): UseMutationResult<void, Error, Edit> {
  return useMutation({ mutationFn: edit, onSuccess: serveWithRefetch() })
}

export function useDeleteWorkout(): UseMutationResult<void, Error, WorkoutRef> {
  return useMutation({ mutationFn: remove, onSuccess: serveWithRefetch() })
}
