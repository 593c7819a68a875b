/** Not later than this, however busy the page is. */
const LATEST_MS = 1_000

/** Resolves when the browser has nothing better to do, the page being shown; Safari does not tell when. */
export function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) {
      requestIdleCallback(() => resolve(), { timeout: LATEST_MS })
    } else setTimeout(resolve, LATEST_MS / 10)
  })
}
