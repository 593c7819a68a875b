import { useEffect } from 'react'
import { useSearchParams } from 'react-router'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { EXERCISE_TYPES } from '@/shared/lib/exercises'

/** In the address of every page with the filter, so that pages can be revisited and shared. */
export const EXERCISE_PARAMETER = 'exercise_type'

/** Opens the history's form for adding a set by hand. */
export const ADD_PARAMETER = 'add'

/** The last chosen exercise, with which other pages open. */
const remembered = createStore<{ exercise: string | null }>(() => ({ exercise: null }))

/** The path for entering a set of this exercise by hand. */
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

/** The same for code that runs before a page is rendered. */
export function exerciseFilter(parameters: URLSearchParams): string | null {
  return exerciseIn(parameters) ?? remembered.getState().exercise
}

/** Remembers the exercise for the other pages; null, for all, resets it for the next account. */
export function rememberExercise(exercise: string | null): void {
  remembered.setState({ exercise })
}

function exerciseIn(parameters: URLSearchParams): string | null {
  const named = parameters.get(EXERCISE_PARAMETER)
  return EXERCISE_TYPES.find((type) => type === named) ?? null
}
