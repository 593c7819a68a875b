import { expect, test } from '../support/test'
import { LEAD_SECONDS, fivePushUps } from './clips'
import { TrainingPage } from './training-page'

const KEY = 'exercise-buddy.detector'

test(
  'measures the device at a result, says what it found, and counts with the model that is wished for',
  { tag: '@counts' },
  async ({ openBrowser }) => {
    test.setTimeout(240_000)
    const page = await openBrowser({ clip: fivePushUps() })
    const training = new TrainingPage(page)
    await training.begin('push-up')
    await training.finish()
    // The first model counts in every other test.
    await page.getByRole('button', { name: 'One more' }).click()
    await expect(training.saved).toBeVisible()

    const remembered = (): Promise<string | null> =>
      page.evaluate((key) => localStorage.getItem(key), KEY)
    await expect.poll(remembered, { timeout: 90_000 }).toContain('lite-CPU')
    // The browser's graphics processor is software here: far slower, so that nothing runs on it.
    expect(await remembered()).not.toContain('GPU')

    await page.goto('/train/push-up')
    await page.getByRole('button', { name: 'Training settings' }).click()
    const settings = page.getByRole('dialog')
    await expect(settings).toContainText(
      /On this device the fast model takes [\d.,]+ ms per picture/,
    )
    await settings.getByText('Exact', { exact: true }).click()
    await settings.getByRole('button', { name: 'Done' }).click()

    const model = page.waitForResponse(/pose_landmarker_full/)
    await training.begin('push-up')
    expect((await model).ok()).toBe(true)
    await expect(training.count).not.toHaveText('0', { timeout: (LEAD_SECONDS + 20) * 1000 })
    console.log(
      `  measured: ${(await remembered()) ?? ''}; full at ${(await page.getByTestId('pose-fps').textContent()) ?? '?'} fps`,
    )
    await training.finish()
    await expect(training.saved).toBeVisible()
  },
)
