import { createStore } from 'zustand/vanilla'
import type { ApiError } from './errors'

/** Why the server cannot be asked, as the last request to it showed; null while it answers. */
export const reachability = createStore<{ problem: ApiError | null }>(() => ({ problem: null }))

/** What a request came to: no answer, or one of a proxy that has nobody behind it, is the server being away. */
export function noteAnswer(problem: ApiError | null): void {
  const away = problem !== null && (problem.status === 0 || [502, 504].includes(problem.status))
  const before = reachability.getState().problem
  if (away !== (before !== null)) reachability.setState({ problem: away ? problem : null })
}
