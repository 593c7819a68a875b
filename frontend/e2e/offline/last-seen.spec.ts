import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ApiClient, newAccount } from '../app/account'
import { AppServer, ownPort } from '../support/server'
import { expect, test } from '../support/test'
import { lastSeen, untilKept } from './offline-page'

test.setTimeout(120_000)

const dataDir = mkdtempSync(join(tmpdir(), 'exercise-buddy-last-seen-'))
const server = new AppServer({ port: ownPort(), dataDir })

test.beforeAll(() => server.start())

test.afterAll(async () => {
  await server.kill('SIGTERM')
  rmSync(dataDir, { recursive: true })
})

test('one’s own data is there without the server, goals changed meanwhile arrive once, and signing out removes it', async ({
  openBrowser,
}) => {
  const account = newAccount()
  const api = new ApiClient(server.url)
  await api.register(account)
  await api.addWorkout({ reps_count: 21 })
  const page = await openBrowser({
    baseURL: server.url,
    context: { serviceWorkers: 'allow' },
  })
  await api.handOver(page)
  await page.goto('/')
  await untilKept(page)
  // Not an alert of the page itself, which goes on.
  const away = page.getByText('The server cannot be reached.', { exact: true })
  const main = page.getByRole('main')
  await page.goto('/statistics')
  await expect(page.getByRole('region', { name: 'All time' })).toContainText('1 min1 day')
  await expect.poll(() => lastSeen(page)).toContain('statistics')
  await page.goto('/goals')
  await expect(page.getByText('No goals yet')).toBeVisible()
  await expect.poll(() => lastSeen(page)).toContain('goals')
  await page.goto('/history')
  await expect(main.getByRole('listitem')).toHaveCount(1)
  await expect.poll(() => lastSeen(page)).toContain('workouts list')

  await test.step('the server is killed: it is said on every page within five seconds', async () => {
    await server.kill('SIGKILL')
    await expect(away).toBeVisible({ timeout: 5_000 })
    for (const path of ['/', '/train', '/statistics', '/goals', '/profile', '/history']) {
      await page.goto(path)
      await expect(away, path).toBeVisible({ timeout: 5_000 })
    }
  })

  await test.step('after a reload everything is as last seen, with its time', async () => {
    await expect(main.getByRole('listitem')).toHaveCount(1)
    await expect(main).toContainText('21')
    await expect(page.getByTestId('as-last-seen')).toContainText('As last seen on')
    expect(await page.getByTestId('as-last-seen').textContent()).toMatch(/\b20\d\d\b/)
    await page.goto('/statistics')
    await expect(page.getByRole('region', { name: 'All time' })).toContainText('1 min1 day')
    await expect(page.getByTestId('as-last-seen')).toBeVisible()
  })

  await test.step('goals are changed, and arrive once', async () => {
    await page.goto('/goals')
    await page.getByRole('button', { name: 'Set this goal' }).click()
    const goal = page.getByRole('button', { name: 'Change Push-ups, 30 reps a day' })
    await expect(goal).toBeVisible()
    await page.reload()
    await expect(goal).toBeVisible()
    await server.start()
    await expect(away).toBeHidden({ timeout: 30_000 })
    await expect(main).toContainText('21 of 30 reps today', { timeout: 30_000 })
    await page.reload()
    await expect(main.getByRole('button', { name: /^Change / })).toHaveCount(1)
  })

  await test.step('signing out leaves nothing on the device', async () => {
    await page.goto('/profile')
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await expect(main).toContainText('No account yet')
    await expect.poll(() => lastSeen(page)).toEqual([])
  })
})
