import { useStore } from 'zustand'
import { type SessionState, session } from '@/api/session'

/** The selected part of the session; the component re-renders when it changes. */
export function useSession<Selected>(select: (state: SessionState) => Selected): Selected {
  return useStore(session, select)
}
