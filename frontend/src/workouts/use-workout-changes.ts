import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query'
import { refetchWorkouts } from './api/apply-saved'
import { editWorkout } from './outbox/changes'
import type { ChangePlace } from './outbox/item'
import { type Move, moveWithUndo, removeAllWithUndo } from './undo'
import type { NewWorkout, Workout, WorkoutEdit } from '@/api/types'

interface Edit {
  readonly workout: NewWorkout | Workout
  readonly edit: WorkoutEdit
}

/** After a refusal, refetch: the workout may have been changed elsewhere. */
function useRefetch(): () => Promise<void> {
  const queryClient = useQueryClient()
  return () => refetchWorkouts(queryClient)
}

export function useEditWorkout(): UseMutationResult<ChangePlace, Error, Edit> {
  return useMutation({
    mutationFn: ({ workout, edit }) => editWorkout(workout, edit),
    onError: useRefetch(),
  })
}

export function useRemoveWorkouts(): UseMutationResult<
  void,
  Error,
  readonly (NewWorkout | Workout)[]
> {
  return useMutation({
    mutationFn: (workouts) => removeAllWithUndo(workouts),
    onError: useRefetch(),
  })
}

export function useMoveWorkouts(): UseMutationResult<void, Error, readonly Move[]> {
  return useMutation({ mutationFn: moveWithUndo, onError: useRefetch() })
}
