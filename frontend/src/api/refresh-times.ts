/**
 * For so long the server gives a refresh that is repeated the same answer: `x-retry-window-seconds` of openapi.json.
 * Past it, a repeat looks like a thief's and ends the session, so everything that the client tries lies within.
 */
export const REFRESH_RETRY_WINDOW_MS = 60_000

/** A request without an answer by then is given up. */
export const REFRESH_TIMEOUT_MS = REFRESH_RETRY_WINDOW_MS / 4

/** So often a refresh is repeated whose answer was lost, whether or not anything else asks for it. */
export const REFRESH_PAUSE_MS = REFRESH_RETRY_WINDOW_MS / 6
