/**
 * How long the server answers a repeated refresh with the same token: `x-retry-window-seconds` of openapi.json. Later,
 * a repeat looks like a thief's and ends the session, so all of the client's tries are within this time.
 */
export const REFRESH_RETRY_WINDOW_MS = 60_000

/** A request without an answer by then is aborted. */
export const REFRESH_TIMEOUT_MS = REFRESH_RETRY_WINDOW_MS / 4

/** The interval for repeating a refresh whose answer was lost, whether or not anything else needs it. */
export const REFRESH_PAUSE_MS = REFRESH_RETRY_WINDOW_MS / 6
