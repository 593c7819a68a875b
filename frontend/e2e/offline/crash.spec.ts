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
