import { ApiError } from './errors'
import { noteAnswer } from './reachability'

/** Between two looks while somebody is at the page. */
const LOOK_EVERY_MS = 3_000
/** And while nobody is. */
const IDLE_LOOK_EVERY_MS = 30_000
/** Who has done nothing for so long is taken not to be looking. */
const IDLE_AFTER_MS = 60_000
/** A server that takes longer is as good as away. */
const PATIENCE_MS = 1_500

/**
 * Looks whether the server is there while the page is in view: often while somebody is at it, so that it is said within
 * five seconds on pages, too, that ask for nothing. Returns the way to stop.
 */
export function watchServer(): () => void {
  let usedMs = Date.now()
  let lookedMs = Date.now()
  const look = (): void => {
    if (document.visibilityState !== 'visible') return
    const now = Date.now()
    const pauseMs = now - usedMs < IDLE_AFTER_MS ? LOOK_EVERY_MS : IDLE_LOOK_EVERY_MS
    if (now - lookedMs < pauseMs) return
    lookedMs = now
    void ask()
  }
  const onUse = (): void => {
    usedMs = Date.now()
  }
  const uses = ['pointerdown', 'keydown', 'visibilitychange'] as const
  for (const use of uses) document.addEventListener(use, onUse)
  const timer = setInterval(look, 500)
  return () => {
    clearInterval(timer)
    for (const use of uses) document.removeEventListener(use, onUse)
  }
}

/** The cheapest question there is: no account, no database. */
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
