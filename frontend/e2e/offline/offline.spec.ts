import { newMember } from '../app/account'
import { expect, test } from '../support/test'
import { fivePushUps } from '../train/clips'
import { TrainingPage } from '../train/training-page'
import { isServerReachable, untilKept, wakeForSync } from './offline-page'

test(
  'after one visit a set is counted without a network, model included, and sent later',
  {
    tag: '@counts',
  },
  async ({ openBrowser, baseURL }) => {
    const api = await newMember(baseURL!)
    const clip = fivePushUps()
    const page = await openBrowser({ clip, context: { serviceWorkers: 'allow' } })
    await api.handOver(page)
    await page.goto('/')
    await untilKept(page)

    await page.context().setOffline(true)
    expect(await isServerReachable(page)).toBe(false)
    const training = new TrainingPage(page)
    await training.begin('push-up')
    await expect(training.count).toHaveText('5', { timeout: 40_000 })
    expect(await training.finish()).toBe(5)
    await expect(training.saved).toHaveText('Saved on this device, to be uploaded')
    // Every page comes from the device, too.
    await page.goto('/statistics?exercise_type=push-up')
    await expect(page.getByRole('heading', { level: 1, name: 'Statistics' })).toBeVisible()
    // Of the network that is emulated away, Chromium 150 tells no page that was loaded since.
    const said = page
      .getByText('You are offline')
      .or(page.getByText('The server cannot be reached.', { exact: true }))
    await expect(said).toBeVisible()
    expect((await api.statistics()).totals.workouts).toBe(0)

    await page.context().setOffline(false)
    await expect(page.getByRole('region', { name: 'All time' })).toContainText('5')
    expect((await api.statistics()).totals.workouts).toBe(1)
    expect(await api.repsStored()).toBe(5)
  },
)

test('what was changed without a network goes out after the page was closed', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL!, [20])
  const page = await openBrowser({ context: { serviceWorkers: 'allow' } })
  await api.handOver(page)
  await page.goto('/')
  await untilKept(page)
  await page.goto('/history')
  await page.getByRole('button', { name: 'Edit Push-ups, 20 reps' }).click()
  await page.getByLabel('Number of reps').fill('25')
  await page.context().setOffline(true)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByTestId('waiting-workouts')).toContainText('change made here')

  const elsewhere = await page.context().newPage()
  await page.close()
  await page.context().setOffline(false)
  expect(await api.repsStored()).toBe(20)
  await wakeForSync(elsewhere, baseURL!)
  await expect.poll(() => api.repsStored()).toBe(25)
})
