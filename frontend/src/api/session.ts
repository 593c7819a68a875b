import { createStore } from 'zustand/vanilla'
import type { ApiError } from './errors'
import type { AccessToken } from './types'
import { storage } from '@/shared/lib/browser/storage'

/** The id of the user who last signed in here: tells at start whether to request a refresh. */
export const USER_KEY = 'exercise-buddy.user'

export type SessionStatus =
  /** Somebody was signed in here; the server is being asked whether they still are. */
  | 'starting'
  | 'guest'
  | 'signed-in'
  /** Somebody was signed in here, and the server cannot be reached. */
  | 'unreachable'

export interface SessionState {
  readonly status: SessionStatus
  /** In memory only, so that it is not in any storage that a script could read. */
  readonly accessToken: string | null
  readonly expiresAtMs: number
  readonly userId: string | null
  /** Whether the server ended the session, rather than the user. */
  readonly expired: boolean
  /** Whether the page to sign in has been shown since it ended. */
  readonly sawSignIn: boolean
  /** Why the server cannot be reached, if it cannot. */
  readonly problem: ApiError | null
}

const userId = storage.get(USER_KEY)

/** The session. Screens subscribe with `useSession`. */
export const session = createStore<SessionState>(() => ({
  status: userId === null ? 'guest' : 'starting',
  accessToken: null,
  expiresAtMs: 0,
  userId,
  expired: false,
  sawSignIn: false,
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

/**
 * Somebody else has signed in, in another tab: nothing of the last account remains, and their token is to be requested.
 */
export function awaitSession(userId: string): void {
  session.setState({
    status: 'starting',
    accessToken: null,
    expiresAtMs: 0,
    userId,
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
    sawSignIn: false,
    problem: null,
  })
}

/** Begins or continues a session. Returns the access token. */
export function acceptGrant(grant: AccessToken): string {
  setAccess(grant.access_token, Date.now() + grant.expires_in * 1000)
  return grant.access_token
}

/** The `sub` of a JWT, not verified: that is the server's task. */
function subjectOf(token: string): string {
  const payload = token.split('.')[1]
  if (payload === undefined) throw new Error('The access token is not a JWT')
  const claims = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as {
    sub: string
  }
  return claims.sub
}
