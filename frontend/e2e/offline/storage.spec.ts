import { ApiClient, newAccount, signIn } from '../app/account'
import { expect, test } from '../support/test'
import { standing } from '../train/clips'
import { TrainingPage } from '../train/training-page'

test('where the device’s storage is full a workout goes to the server, or the page says so', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  const api = new ApiClient(baseURL!)
  await api.register(account)
  const page = await openBrowser({ clip: standing(), seesNobody: true })
  // Chromium lets small writes pass whatever its quota says: the refusal is put in at the very edge.
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('No space left', 'QuotaExceededError')
    }
  })
  const training = new TrainingPage(page)

  // Nothing is counted where nobody is seen: the number is put in by hand.
  await training.begin('push-up')
  await training.finish()
  await page.getByRole('button', { name: 'One more' }).click()
  await expect(page.getByRole('alert')).toContainText('This browser could not keep the set')
  await expect(page.getByRole('alert')).toContainText('Its storage is full or switched off')

  await signIn(page, account)
  await training.begin('push-up')
  await training.finish()
  await page.getByRole('button', { name: 'One more' }).click()
  await expect(training.saved).toHaveText('Saved')
  expect((await api.statistics()).totals.workouts).toBe(1)
  expect(await api.repsStored()).toBe(1)
})
