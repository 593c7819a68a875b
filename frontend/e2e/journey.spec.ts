import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page, Route } from '@playwright/test'
import { AppServer, ownPort } from './support/server'
import { expect, test } from './support/test'
import { exercisingFigure } from './train/clips'
import { TrainingPage } from './train/training-page'

let server: AppServer

test.beforeEach(async () => {
  server = new AppServer({
    port: ownPort(),
    dataDir: mkdtempSync(join(tmpdir(), 'exercise-buddy-')),
  })
  await server.start()
})

test.afterEach(() => server.kill('SIGTERM'))

async function register(page: Page, username: string): Promise<void> {
  await page.getByLabel('Email').fill(`${username}@example.com`)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).not.toHaveURL(/register/)
}

async function doPushUps(page: Page, reps: number): Promise<TrainingPage> {
  const training = new TrainingPage(page)
  await training.begin('push-up')
  await expect(training.count).toHaveText(String(reps), { timeout: 40_000 })
  return training
}

async function expectOneSet(page: Page, reps: number): Promise<void> {
  await page.goto('/history')
  await expect(page.getByRole('main').getByText(new RegExp(`\\b${reps}\\s*reps`))).toHaveCount(1)
  await page.goto('/statistics')
  await expect(page.getByRole('main')).toContainText(/Push-ups?/i)
  // The chart comes in a chunk of its own: a server stopped now would leave it half loaded.
  await page.waitForLoadState('networkidle')
}

/** What the server itself says, asked with the page's own session. */
async function storedReps(page: Page): Promise<number[]> {
  const refreshed = await page.request.post(`${server.url}/api/v1/auth/refresh`)
  const { access_token: token } = (await refreshed.json()) as { access_token: string }
  const answer = await page.request.get(`${server.url}/api/v1/workouts`, {
    headers: { Authorization: `Bearer ${token}` },
  })
  const { items } = (await answer.json()) as { items: { reps_count: number }[] }
  return items.map((item) => item.reps_count)
}

test('a new user does five push-ups, registers and finds them, after a restart too', async ({
  openBrowser,
}) => {
  const clip = exercisingFigure('push-up', '--reps', '5')
  const page = await openBrowser({ clip, baseURL: server.url })
  await page.goto('/')
  await page
    .getByRole('link', { name: /push-ups/i })
    .first()
    .click()
  const training = await doPushUps(page, 5)
  expect(await training.finish()).toBe(5)
  await expect(training.saved).toBeVisible()
  await page.getByRole('link', { name: 'Create an account' }).click()
  await register(page, 'newcomer')
  await expectOneSet(page, 5)

  await server.kill('SIGTERM')
  await server.start()
  await expectOneSet(page, 5)
  expect(await storedReps(page)).toEqual([5])
})

const MOMENTS: { name: string; atSave: (route: Route) => Promise<void> }[] = [
  {
    name: 'before the workout arrives',
    atSave: async (route) => {
      await server.kill('SIGKILL')
      await route.abort('connectionrefused')
    },
  },
  {
    name: 'after it is stored, before the answer',
    atSave: async (route) => {
      expect((await route.fetch()).status()).toBe(201)
      await server.kill('SIGKILL')
      await route.abort('connectionreset')
    },
  },
]

for (const { name, atSave } of MOMENTS) {
  test(`a server killed ${name} loses and doubles nothing`, async ({ openBrowser }) => {
    const clip = exercisingFigure('push-up', '--reps', '5')
    const page = await openBrowser({ clip, baseURL: server.url })
    await page.goto('/register')
    await register(page, 'survivor')
    const training = await doPushUps(page, 2)
    let saves = 0
    let isKilled = false
    await page.route('**/api/v1/workouts', async (route) => {
      if (route.request().method() !== 'POST' || saves > 0) return route.continue()
      saves += 1
      await atSave(route)
      isKilled = true
    })
    const reps = await training.finish()
    await expect(training.saved).toBeVisible()
    await expect.poll(() => isKilled).toBe(true)

    await server.start()
    await page.reload()
    await expect.poll(() => storedReps(page), { timeout: 30_000 }).toEqual([reps])
    await expectOneSet(page, reps)
  })
}
