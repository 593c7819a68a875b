import type { AccessToken } from './types'

/** Left by public/start.js, which requests a new access token before the app has loaded. */
export interface EarlyRefresh {
  readonly askedAtMs: number
  /** Null if no grant arrived in time. Never rejects. */
  readonly grant: Promise<unknown>
}

declare global {
  var exerciseBuddyEarlyRefresh: EarlyRefresh | undefined
}

/** An older grant would overstate the remaining lifetime of its token. */
const MAX_AGE_MS = 15_000

/** The grant requested at the very start; null if there is none. It is handed out only once. */
export async function takeEarlyGrant(): Promise<AccessToken | null> {
  const early = globalThis.exerciseBuddyEarlyRefresh
  globalThis.exerciseBuddyEarlyRefresh = undefined
  if (early === undefined) return null
  const grant = await early.grant
  return isGrant(grant) && Date.now() - early.askedAtMs < MAX_AGE_MS ? grant : null
}

/** A captive portal may answer with JSON, too. */
function isGrant(value: unknown): value is AccessToken {
  const { access_token: token, expires_in: seconds } = Object(value) as Partial<AccessToken>
  return typeof token === 'string' && typeof seconds === 'number'
}
