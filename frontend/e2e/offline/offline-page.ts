import { expect, type Page } from '@playwright/test'

/** Everything that a training without a network needs has been kept. */
export async function untilKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 20_000 })
    .toBe('activated')
  const poseFiles = (): Promise<number> =>
    page.evaluate(async () => (await (await caches.open('pose')).keys()).length)
  await expect.poll(poseFiles, { timeout: 30_000 }).toBe(3)
}

/** What the network itself says, past every cache. */
export async function isServerReachable(page: Page): Promise<boolean> {
  return page.evaluate(() =>
    fetch('/healthz', { cache: 'no-store' }).then(
      () => true,
      () => false,
    ),
  )
}
