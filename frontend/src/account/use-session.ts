import { useStore } from 'zustand'
import { type SessionState, session } from '@/api/session'

/** What a screen shows of the session; it is drawn anew when that changes. */
export function useSession<Selected>(select: (state: SessionState) => Selected): Selected {
  return useStore(session, select)
}
