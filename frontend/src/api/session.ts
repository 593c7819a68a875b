import { createStore } from 'zustand/vanilla'
import type { ApiError } from './errors'
import type { AccessToken } from './types'
import { storage } from '@/shared/lib/storage'

/** The id of the user who last signed in here: tells at start whether a refresh is worth asking for. */
export const USER_KEY = 'exercise-buddy.user'

export type SessionStatus =
  /** Somebody was signed in here; whether they still are is being asked. */
  | 'starting'
  | 'guest'
  | 'signed-in'
  /** Somebody was signed in here, and the server cannot be asked. */
  | 'unreachable'

export interface SessionState {
  readonly status: SessionStatus
  /** In memory only: a script that got into the page finds nothing to take away. */
  readonly accessToken: string | null
  readonly expiresAtMs: number
  readonly userId: string | null
  /** The server ended the session, not the person. */
  readonly expired: boolean
  /** Why the server cannot be asked, while it cannot. */
  readonly problem: ApiError | null
}

const userId = storage.get(USER_KEY)

/** The live session. Screens follow it with `useSession`. */
export const session = createStore<SessionState>(() => ({
  status: userId === null ? 'guest' : 'starting',
  accessToken: null,
  expiresAtMs: 0,
  userId,
  expired: false,
  problem: null,
}))

export function setAccess(accessToken: string, expiresAtMs: number): void {
  const id = subjectOf(accessToken)
  storage.set(USER_KEY, id)
  session.setState({
    status: 'signed-in',
    accessToken,
    expiresAtMs,
    userId: id,
    expired: false,
    problem: null,
  })
}

export function setUnreachable(problem: ApiError): void {
  session.setState({ status: 'unreachable', problem })
}

export function endSession(by: 'person' | 'server'): void {
  storage.remove(USER_KEY)
  session.setState({
    status: 'guest',
    accessToken: null,
    expiresAtMs: 0,
    userId: null,
    expired: by === 'server',
    problem: null,
  })
}

/** Begins or goes on with a session. Returns the access token. */
export function acceptGrant(grant: AccessToken): string {
  setAccess(grant.access_token, Date.now() + grant.expires_in * 1000)
  return grant.access_token
}

/** The `sub` of a JWT. Not verified: that is the server's part. */
function subjectOf(token: string): string {
  const payload = token.split('.')[1]
  if (payload === undefined) throw new Error('The access token is not a JWT')
  const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as {
    sub: string
  }
  return claims.sub
}
