import type { Page } from '@playwright/test'
import { killBrowser, newProfile, removeProfile } from '../support/profile'
import { expect, test } from '../support/test'
import { fivePushUps } from '../train/clips'
import { TrainingPage } from '../train/training-page'

test(
  'a set is there again after the browser was killed in the middle of it, and so is a note typed as its page was closed',
  {
    tag: '@counts',
  },
  async ({ openBrowser }) => {
    const profile = newProfile()
    const clip = fivePushUps()
    const page = await openBrowser({ clip, profile })
    const training = new TrainingPage(page)
    await training.begin('push-up')
    await expect(training.count).toHaveText('3', { timeout: 40_000 })
    await killBrowser(page, profile)

    const again = await openBrowser({ clip, profile })
    await again.goto('/train')
    await again.getByRole('link', { name: 'Continue or save it' }).click()
    const unfinished = again.getByTestId('unfinished-set')
    await expect(unfinished).toContainText(/\d reps/)
    expect(await unfinished.textContent()).toMatch(/[23]\s?\p{L}/u)
    await again.getByRole('button', { name: 'Finish and save' }).click()
    await expect(new TrainingPage(again).saved).toHaveText('Saved on this device')
    await again.getByLabel('Note').fill('windy')
    const last = await again.context().newPage()
    await again.close({ runBeforeUnload: true })
    await last.goto('/')
    const waiting = last.getByTestId('waiting-workouts')
    await expect(waiting).toContainText(/\d\s*reps/)
    await expect(waiting).toContainText('windy')
    expect(await waiting.textContent()).toMatch(/[23]\s?\p{L}/u)
    removeProfile(profile)
  },
)

test(
  'the set of a tab that crashed is there again while another tab trains, and both after the browser was killed',
  { tag: '@counts' },
  async ({ openBrowser }) => {
    const profile = newProfile()
    const clip = fivePushUps()
    const first = await openBrowser({ clip, profile })
    const one = new TrainingPage(first)
    await one.begin('push-up')
    await expect(one.count).toHaveText('2', { timeout: 40_000 })
    await first.getByRole('button', { name: 'Pause' }).click()
    const second = await first.context().newPage()
    const other = new TrainingPage(second)
    await other.begin('push-up')
    await expect(other.count).toHaveText('1', { timeout: 40_000 })

    await crash(first)
    const third = await second.context().newPage()
    await third.goto('/train/push-up')
    await expect(third.getByTestId('unfinished-set')).toHaveCount(1)
    await expect(third.getByTestId('unfinished-set')).toContainText('2 reps')
    await killBrowser(second, profile)

    const again = await openBrowser({ clip, profile })
    await again.goto('/train')
    await again.getByRole('link', { name: 'Continue or save them' }).click()
    await expect(again.getByRole('heading', { level: 1 })).toHaveText('2 sets are not finished')
    const saved = new TrainingPage(again).saved
    for (const left of [2, 1]) {
      await expect(again.getByTestId('unfinished-set')).toHaveCount(left)
      await again.getByRole('button', { name: 'Finish and save' }).first().click()
      await expect(saved).toHaveText('Saved on this device')
      if (left > 1) await again.getByRole('button', { name: 'Another set' }).click()
    }
    await again.goto('/')
    await expect(again.getByTestId('waiting-workouts').getByRole('listitem')).toHaveCount(2)
    removeProfile(profile)
  },
)

/** The page's own process ends, as by the phone's memory being short. */
async function crash(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash')
  const browser = await page.context().newCDPSession(page)
  // Who would answer is gone.
  browser.send('Page.crash').catch(() => undefined)
  await crashed
}
