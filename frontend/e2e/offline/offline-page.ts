import { type CDPSession, expect, type Page } from '@playwright/test'

/** Everything that a training without a network needs has been kept. */
export async function untilKept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state), { timeout: 60_000 })
    .toBe('activated')
  const poseFiles = (): Promise<number> =>
    page.evaluate(async () => (await (await caches.open('pose')).keys()).length)
  await expect.poll(poseFiles, { timeout: 60_000 }).toBe(3)
}

/** The first words of what this device keeps as last seen: 'goals', 'workouts list'. */
export async function lastSeen(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const name = 'exercise-buddy.last-seen'
    // Opened before the app has made it, it would be made without its store.
    if (!(await indexedDB.databases()).some((database) => database.name === name)) return []
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => resolve(opening.result)
    })
    const kept = await new Promise<{ state: { queries: { queryKey: unknown[] }[] } }[]>(
      (resolve) => {
        const all = database.transaction('accounts').objectStore('accounts').getAll()
        all.onsuccess = () => resolve(all.result)
      },
    )
    database.close()
    const isWord = (part: unknown): boolean => typeof part === 'string'
    return kept.flatMap(({ state }) =>
      state.queries.map(({ queryKey }) => queryKey.slice(0, 2).filter(isWord).join(' ')),
    )
  })
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

/** Has Chromium wake the service worker, as it does once a device is back online: emulated networks do not tell it. */
export async function wakeForSync(page: Page, origin: string): Promise<void> {
  const { devtools, registrationId } = await serviceWorkerOf(page, origin)
  await devtools.send('ServiceWorker.dispatchSyncEvent', {
    origin,
    registrationId,
    tag: 'outbox',
    lastChance: false,
  })
}

/** Has Chromium hand a push to the service worker, as when one has come from a push service and was decrypted. */
export async function push(page: Page, origin: string, data: string): Promise<void> {
  const { devtools, registrationId } = await serviceWorkerOf(page, origin)
  await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data })
}

async function serviceWorkerOf(
  page: Page,
  origin: string,
): Promise<{ devtools: CDPSession; registrationId: string }> {
  const devtools = await page.context().newCDPSession(page)
  const registrationId = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL.startsWith(origin))
      if (ours !== undefined) resolve(ours.registrationId)
    })
  })
  await devtools.send('ServiceWorker.enable')
  return { devtools, registrationId: await registrationId }
}
