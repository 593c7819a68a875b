import type { AccessToken } from './types'

/** What public/start.js leaves, which asks for a new access token before the app is here. */
export interface EarlyRefresh {
  readonly askedAtMs: number
  /** Null where no grant came in time. Never rejects. */
  readonly grant: Promise<unknown>
}

declare global {
  var exerciseBuddyEarlyRefresh: EarlyRefresh | undefined
}

/** An older one would say that its token lives for longer than it does. */
const MAX_AGE_MS = 15_000

/** The grant that was asked for at the very start; null where none is to be had. It is given out once. */
export async function takeEarlyGrant(): Promise<AccessToken | null> {
  const early = globalThis.exerciseBuddyEarlyRefresh
  globalThis.exerciseBuddyEarlyRefresh = undefined
  if (early === undefined) return null
  const grant = await early.grant
  return isGrant(grant) && Date.now() - early.askedAtMs < MAX_AGE_MS ? grant : null
}

/** The page of a captive portal may be JSON, too. */
function isGrant(value: unknown): value is AccessToken {
  const { access_token: token, expires_in: seconds } = Object(value) as Partial<AccessToken>
  return typeof token === 'string' && typeof seconds === 'number'
}
