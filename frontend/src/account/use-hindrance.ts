import { useStore } from 'zustand'
import { useSession } from './use-session'
import type { ApiError } from '@/api/errors'
import { reachability } from '@/api/reachability'
import { useOnline } from '@/shared/hooks/use-online'

interface Away {
  readonly kind: 'away'
  readonly problem: ApiError | null
}

/** What keeps this page from the server. */
export type Hindrance = { readonly kind: 'offline' } | Away

/** Null while the server answers. */
export function useHindrance(): Hindrance | null {
  const online = useOnline()
  const unreachable = useSession(({ status }) => status === 'unreachable')
  const ofSession = useSession((state) => state.problem)
  const problem = useStore(reachability, (state) => state.problem)
  if (!online) return { kind: 'offline' }
  if (unreachable) return { kind: 'away', problem: ofSession }
  return problem === null ? null : { kind: 'away', problem }
}
