import { ApiError } from './errors'
import { noteAnswer } from './reachability'

/** Between two checks while the page is in use. */
const LOOK_EVERY_MS = 3_000
/** Between two checks while it is not. */
const IDLE_LOOK_EVERY_MS = 30_000
/** Without input for this long the page counts as not in use. */
const IDLE_AFTER_MS = 60_000
/** A server that takes longer counts as away. */
const PATIENCE_MS = 1_500

/**
 * Checks whether the server is reachable while the page is visible: often while it is in use, so that even a page
 * without requests reports it within five seconds. Returns a function that stops it.
 */
export function watchServer(): () => void {
  let usedMs = performance.now()
  let lookedMs = performance.now()
  const look = (): void => {
    if (document.visibilityState !== 'visible') return
    const now = performance.now()
    const pauseMs = now - usedMs < IDLE_AFTER_MS ? LOOK_EVERY_MS : IDLE_LOOK_EVERY_MS
    if (now - lookedMs < pauseMs) return
    lookedMs = now
    void ask()
  }
  const onUse = (): void => {
    usedMs = performance.now()
  }
  const uses = ['pointerdown', 'keydown', 'visibilitychange'] as const
  for (const use of uses) document.addEventListener(use, onUse)
  const timer = setInterval(look, 500)
  return () => {
    clearInterval(timer)
    for (const use of uses) document.removeEventListener(use, onUse)
  }
}

/** The cheapest request: no account, no database. */
async function ask(): Promise<void> {
  try {
    const answer = await fetch('/healthz', {
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    noteAnswer(answer.ok ? null : new ApiError('unreadable_answer', answer.status))
  } catch {
    noteAnswer(new ApiError('network', 0))
  }
}
