/** The latest time, however busy the page is. */
const LATEST_MS = 1_000

/** Resolves when the browser is idle, optionally after a delay; Safari has no idle callback. */
export async function whenIdle(afterMs = 0): Promise<void> {
  if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs))
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in globalThis) {
      requestIdleCallback(() => resolve(), { timeout: LATEST_MS })
    } else setTimeout(resolve, LATEST_MS / 10)
  })
}
