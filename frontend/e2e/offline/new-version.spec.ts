import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { frontend } from '../support/paths'
import { AppServer, ownPort } from '../support/server'
import { expect, test } from '../support/test'
import { untilKept } from './offline-page'

const RUNNING_SET = 'exercise-buddy.running-set'

const folder = mkdtempSync(join(tmpdir(), 'exercise-buddy-version-'))
const webDir = join(folder, 'web')
const server = new AppServer({
  port: ownPort(),
  dataDir: join(folder, 'data'),
  webDir,
})

test.beforeAll(async () => {
  cpSync(join(frontend, 'dist'), webDir, { recursive: true })
  await server.start()
})

test.afterAll(async () => {
  await server.kill('SIGTERM')
  rmSync(folder, { recursive: true })
})

/** As a release does: the service worker differs by a byte, and its compressed copies do not stand in for it. */
function release(): void {
  appendFileSync(join(webDir, 'sw.js'), '\n// newer\n')
  for (const suffix of ['br', 'gz']) rmSync(join(webDir, `sw.js.${suffix}`))
}

test('a new version is offered, not forced, and never in mid-set', async ({ openBrowser }) => {
  const page = await openBrowser({
    baseURL: server.url,
    context: { serviceWorkers: 'allow' },
  })
  await page.goto('/')
  await untilKept(page)
  const training = await page.context().newPage()
  // Closed while its files are on their way, it would keep the old version in its place.
  await training.goto('/train/push-up', { waitUntil: 'networkidle' })
  // As a running set does it; see running-lock.ts.
  await training.evaluate((name) => {
    void navigator.locks.request(name, () => new Promise(() => undefined))
  }, RUNNING_SET)
  const banner = page.getByTestId('new-version')
  await expect(banner).toBeHidden()

  release()
  // Whoever asks while the browser looks by itself, as it does after a page was opened, gets the answer to that.
  await expect(async () => {
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await expect(banner).toContainText('A new version of Exercise Buddy is ready', {
      timeout: 5_000,
    })
  }).toPass({ timeout: 30_000 })
  await expect(training.getByTestId('new-version')).toBeHidden()

  await banner.getByRole('button', { name: 'Reload' }).click()
  await expect(banner).toContainText('A set is running in another tab')
  await training.close()

  // A closed tab lets go of its lock a moment later.
  const held = (): Promise<(string | undefined)[]> =>
    page.evaluate(async () => ((await navigator.locks.query()).held ?? []).map(({ name }) => name))
  await expect.poll(held, { timeout: 30_000 }).not.toContain(RUNNING_SET)
  await page.evaluate(() => document.documentElement.setAttribute('data-old', ''))
  await banner.getByRole('button', { name: 'Reload' }).click()
  await expect(page.locator('html[data-old]'), 'the page before').toHaveCount(0, {
    timeout: 30_000,
  })
  await expect(
    page.getByRole('region', { name: 'Start training' }).getByRole('link', { name: 'Push-ups' }),
  ).toBeVisible()
  // On a busy machine the old one still answers the page that was left, for a moment.
  const waiting = (): Promise<boolean> =>
    page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null)
  await expect.poll(waiting, { timeout: 30_000 }).toBe(false)
  await expect(banner).toBeHidden()
})
