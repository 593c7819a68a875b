import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '../support/test'
import { exercisingFigure, figureClip } from './clips'
import { TrainingPage } from './training-page'

const pushUps = (): string => exercisingFigure('push-up', '--reps', '5')

test('a running set survives a reload, and is finished afterwards', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: pushUps() })
  const training = new TrainingPage(page)
  await training.begin('push-up')
  await expect(training.count).toHaveText('2', { timeout: 30_000 })
  await page.reload()

  const unfinished = page.getByTestId('unfinished-set')
  await expect(unfinished).toContainText(/[23] reps/)
  const before = Number(/(\d+) reps/.exec((await unfinished.textContent()) ?? '')?.[1])
  await unfinished.getByRole('button', { name: 'Continue' }).click()
  await expect(training.count).toHaveText(String(before))
  await page.getByRole('button', { name: 'Resume' }).click({ timeout: 60_000 })
  await expect(training.count).not.toHaveText(String(before), { timeout: 40_000 })
  const reps = await training.finish()
  expect(reps).toBeGreaterThan(before)
  await expect(training.saved).toHaveText('Saved on this device, to be uploaded')

  await page.reload()
  await expect(unfinished).toBeHidden()
  await expect(training.start).toBeVisible({ timeout: 30_000 })
})

test('nothing counts while the set pauses or the page is hidden', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: pushUps() })
  const training = new TrainingPage(page)
  await training.begin('push-up')
  await page.getByRole('button', { name: 'Pause' }).click()
  const before = await training.reps()
  await training.untilClipSecond(14)
  expect(await training.reps()).toBe(before)
  await page.getByRole('button', { name: 'Resume' }).click()

  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect(page.getByText('Paused while the page was in the background')).toBeVisible()
})

test('a guest corrects the count, then signs up and finds the workout', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: pushUps() })
  const training = new TrainingPage(page)
  await training.begin('push-up')
  await expect(training.count).toHaveText('2', { timeout: 30_000 })
  await training.finish()
  await expect(training.saved).toHaveText('Saved on this device, to be uploaded')
  await page.getByRole('button', { name: 'One more' }).click()
  const corrected = await training.reps()
  await page.getByRole('link', { name: 'Create an account' }).click()
  const name = `guest${Date.now()}`
  await page.getByLabel('Email').fill(`${name}@example.com`)
  await page.getByLabel('Username').fill(name)
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(/\/history$/)
  await expect(page.getByRole('main')).toContainText(new RegExp(`${corrected}\\s*reps`))
})

test('a countdown gives time to get into position', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: figureClip('stand', '--seconds', '8') })
  const training = new TrainingPage(page)
  await page.goto('/train/push-up')
  await page.getByRole('button', { name: 'Training settings' }).click()
  await page.getByText('Begin when I am in position').click()
  await page.getByText('3 s', { exact: true }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await training.start.click({ timeout: 60_000 })
  await expect(page.getByRole('timer')).toHaveText('3')
  await expect(training.finishButton).toBeVisible({ timeout: 6_000 })
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`is accessible in ${colorScheme}`, async ({ openBrowser }) => {
    const clip = figureClip('stand', '--seconds', '8')
    const page = await openBrowser({ clip, context: { colorScheme } })
    const violations = async (): Promise<string[]> =>
      (await new AxeBuilder({ page }).analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
      )
    await page.goto('/train')
    await expect(page.getByRole('heading', { name: 'Train' })).toBeVisible()
    expect(await violations()).toEqual([])
    const training = new TrainingPage(page)
    await page.goto('/train/push-up')
    await expect(training.start).toBeEnabled({ timeout: 60_000 })
    expect(await violations()).toEqual([])
    await training.start.click()
    await expect(training.finishButton).toBeVisible()
    expect(await violations()).toEqual([])
    await training.finish()
    await expect(page.getByRole('heading', { name: 'Nothing was counted' })).toBeVisible()
    expect(await violations()).toEqual([])
  })
}
