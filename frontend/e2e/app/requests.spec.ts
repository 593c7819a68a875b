import type { Page, Request } from '@playwright/test'
import { v7 } from 'uuid'
import type { OutboxItem } from '../../src/workouts/outbox/item'
import { expect, test } from '../support/test'
import { newMember } from './account'

/** What the page asks about workouts and their sums, such as "GET /workouts"; ids are left out. */
function recordRequests(page: Page): string[] {
  const requests: string[] = []
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.replace('/api/v1', '')
    if (!/^\/(workouts|statistics)/.test(path)) return
    requests.push(`${request.method()} ${path.replace(/[0-9a-f-]{36}/, ':id')}`)
  })
  return requests
}

/** As a set leaves it that was finished without a network. */
async function leaveInOutbox(page: Page, item: OutboxItem): Promise<void> {
  await page.evaluate(
    (value) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('exercise-buddy')
        opening.onerror = reject
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('outbox', 'readwrite')
          transaction.objectStore('outbox').put(value)
          transaction.oncomplete = resolve
        }
      }),
    item,
  )
}

test('whoever was signed in is asked for before the app has come, and once', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL!)
  // Else the worker has the app's script.
  const page = await openBrowser({ context: { serviceWorkers: 'block' } })
  await api.handOver(page)
  const refreshes: Request[] = []
  page.on('request', (request) => {
    if (request.url().endsWith('/auth/refresh')) refreshes.push(request)
  })
  const asked = page.waitForRequest('**/auth/refresh')
  // The app's own script waits for it, so that nothing else can have asked.
  await page.route('**/assets/index-*.js', async (route) => {
    await asked
    await route.continue()
  })
  await page.goto('/')
  await expect(page.getByRole('region', { name: 'Today' })).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(refreshes).toHaveLength(1)
})

test('what a change comes to is told by its answer, and not asked for again', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL!, [10, 11, 12])
  const page = await openBrowser()
  const rows = page.getByRole('main').getByRole('listitem')
  const today = page.getByRole('region', { name: 'Today' })
  const open = (name: string) => page.getByRole('link', { name }).first().click()
  await api.handOver(page)
  await page.goto('/')
  await expect(today).toContainText('33')
  await open('History')
  await expect(rows).toHaveCount(3)
  const requests = recordRequests(page)

  await test.step('an edit', async () => {
    await page.getByRole('button', { name: 'Edit Push-ups, 10 reps' }).click()
    await page.getByLabel('Number of reps').fill('20')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(rows.last()).toContainText('20')
    await open('Home')
    await expect(today).toContainText('43')
    expect(requests).toEqual(['PATCH /workouts/:id'])
  })

  await test.step('a deletion, and its undoing', async () => {
    await open('History')
    requests.length = 0
    await page.getByRole('button', { name: 'Delete Push-ups, 11 reps' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(rows).toHaveCount(2)
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(rows).toHaveCount(3)
    expect(requests).toEqual(['DELETE /workouts/:id', 'POST /workouts/:id/restore'])
  })

  await test.step('a workout that was kept here', async () => {
    await open('Home')
    await expect(today).toContainText('43')
    const id = v7()
    const workout = {
      id,
      exercise_type: 'push-up',
      reps_count: 7,
      duration_seconds: 20,
      started_at: new Date().toISOString(),
    } as const
    const untried = { edit: null, removed: false, attempts: 0, retryAtMs: 0, refusal: null }
    await leaveInOutbox(page, { id, ownerId: null, workout, ...untried })
    requests.length = 0
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(today).toContainText('50')
    // 7 in 20 s: no other row has this rate.
    await expect(page.getByText(/^21\/min/)).toBeVisible()
    expect(requests).toEqual(['POST /workouts'])
    expect((await api.statistics()).totals.workouts).toBe(4)
    expect(await api.repsStored()).toBe(50)
  })
})
