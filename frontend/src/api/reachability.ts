import { createStore } from 'zustand/vanilla'
import type { ApiError } from './errors'

/** Why the last request could not reach the server; null while it answers. */
export const reachability = createStore<{ problem: ApiError | null }>(() => ({ problem: null }))

/** Records the outcome of a request: no answer, or a proxy's error, means that the server is away. */
export function noteAnswer(problem: ApiError | null): void {
  const away = problem !== null && (problem.status === 0 || [502, 504].includes(problem.status))
  const before = reachability.getState().problem
  if (away !== (before !== null)) reachability.setState({ problem: away ? problem : null })
}
