import { createServer, request as ask, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from '../support/test'
import { untilKept } from './offline-page'

const RUNNING_SET = 'exercise-buddy.running-set.019a0000-0000-7000-8000-000000000001'
const WORKER = '/sw.js'

/** Stands before the server, and has a newer service worker once a release is out: it differs by a byte. */
function releasesOf(target: string): { server: Server; release: () => void } {
  let isReleased = false
  const server = createServer((asked, answer) => {
    if (asked.url === WORKER && isReleased) {
      newer(target).then(
        (script) => answer.writeHead(200, { 'content-type': 'text/javascript' }).end(script),
        () => answer.destroy(),
      )
      return
    }
    const headers = { ...asked.headers, host: new URL(target).host }
    const passed = ask(new URL(asked.url ?? '/', target), { method: asked.method, headers })
    passed.on('response', (given) =>
      given.pipe(answer.writeHead(given.statusCode ?? 502, given.headers)),
    )
    passed.on('error', () => answer.destroy())
    asked.pipe(passed)
  })
  return { server, release: () => void (isReleased = true) }
}

async function newer(target: string): Promise<string> {
  const script = await (await fetch(`${target}${WORKER}`)).text()
  return `${script}\n// newer\n`
}

let front: Server | undefined

test.afterEach(() => front?.close())

test('a new version is offered, not forced, and never in mid-set', async ({
  openBrowser,
  baseURL,
}) => {
  const { server, release } = releasesOf(baseURL!)
  front = server
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const page = await openBrowser({
    baseURL: `http://127.0.0.1:${port}`,
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
