import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { EXERCISE_TYPES } from '@/shared/lib/exercises'

/** In the address of every page that the filter applies to, so that a page can be come back to and shared. */
export const EXERCISE_PARAMETER = 'exercise_type'

/** Says that somebody comes to the history to add a set that no camera saw. */
export const ADD_PARAMETER = 'add'

/** What was last looked at: the other pages begin with it. */
const remembered = createStore<{ exercise: string | null }>(() => ({ exercise: null }))

/** Where a set of this exercise is entered by hand. */
export function addSetPath(exercise: string): string {
  return `/history?${new URLSearchParams({ [EXERCISE_PARAMETER]: exercise, [ADD_PARAMETER]: '' }).toString()}`
}

/** The exercise that home page, statistics and history show; null for all of them. */
export function useExerciseFilter(): [string | null, (exercise: string | null) => void] {
  const [parameters, setParameters] = useSearchParams()
  const named = exerciseIn(parameters)
  const kept = useStore(remembered, (state) => state.exercise)

  useEffect(() => {
    if (named !== null) rememberExercise(named)
  }, [named])

  const choose = (exercise: string | null): void => {
    rememberExercise(exercise)
    setParameters(
      (before) => {
        const next = new URLSearchParams(before)
        if (exercise === null) next.delete(EXERCISE_PARAMETER)
        else next.set(EXERCISE_PARAMETER, exercise)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  }
  return [named ?? kept, choose]
}

/** The same, for what runs before a page is drawn. */
export function exerciseFilter(parameters: URLSearchParams): string | null {
  return exerciseIn(parameters) ?? remembered.getState().exercise
}

/** The other pages show this exercise, too; null for all, as the next account begins. */
export function rememberExercise(exercise: string | null): void {
  remembered.setState({ exercise })
}

function exerciseIn(parameters: URLSearchParams): string | null {
  const named = parameters.get(EXERCISE_PARAMETER)
  return EXERCISE_TYPES.find((type) => type === named) ?? null
}
