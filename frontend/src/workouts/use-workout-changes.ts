import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangePlace, editWorkout } from './outbox/changes'
import { removeWithUndo } from './undo'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'

interface Edit {
  readonly workout: NewWorkout | Workout
  readonly edit: WorkoutEdit
}

/** Lists and sums are fetched anew: everything that was shown may hang on the changed workout. */
function useRefetch(): () => Promise<void> {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' })
}

/** Where it is refused, the lists are fetched all the same: somebody may have changed the workout elsewhere. */
export function useEditWorkout(): UseMutationResult<ChangePlace, Error, Edit> {
  return useMutation({
    mutationFn: ({ workout, edit }) => editWorkout(workout, edit),
    onSettled: useRefetch(),
  })
}

export function useRemoveWorkout(): UseMutationResult<void, Error, NewWorkout | Workout> {
  return useMutation({ mutationFn: removeWithUndo, onSettled: useRefetch() })
}
