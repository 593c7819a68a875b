import { expect, test } from '../support/test'
import { toastOn } from '../support/toast'
import { ApiClient, newAccount, newMember, PASSWORD, signIn, signUp } from './account'

test('from an empty history to statistics that add up', async ({ openBrowser, baseURL }) => {
  const page = await openBrowser()
  const main = page.getByRole('main')
  const account = newAccount()
  await page.goto('/register')
  await signUp(page, account)
  await expect(page.getByRole('heading', { name: `Hello, ${account.username}` })).toBeVisible()

  await test.step('nothing is there yet', async () => {
    await page.getByRole('link', { name: 'History' }).first().click()
    await expect(main).toContainText('No sets yet')
    await page.getByRole('link', { name: 'Statistics' }).first().click()
    await expect(main).toContainText('Nothing to add up yet')
  })

  const api = new ApiClient(baseURL ?? '')
  await api.login(account)
  await api.addWorkout({ reps_count: 20, duration_seconds: 60 })
  await api.addWorkout({ exercise_type: 'squat', reps_count: 15, duration_seconds: 45 })
  await api.addWorkout({ reps_count: 8, duration_seconds: 30 })

  await test.step('what another device did is listed, and can be filtered', async () => {
    await page.goto('/history')
    await expect(main.getByRole('listitem')).toHaveCount(3)
    await page.getByLabel('Exercise').selectOption('Squats')
    await expect(main.getByRole('listitem')).toHaveCount(1)
    await expect(page).toHaveURL(/exercise_type=squat/)
    await page.reload()
    await expect(main.getByRole('listitem')).toHaveCount(1)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(main.getByRole('listitem')).toHaveCount(3)
    await page.getByLabel('To', { exact: true }).fill('2020-01-01')
    await expect(main).toContainText('No matching sets')
    await page.getByLabel('From').fill('2020-01-02')
    await expect(main).toContainText('This is before')
    await page.getByRole('button', { name: 'Clear filters' }).click()
  })

  await test.step('a count is corrected', async () => {
    await page.getByRole('button', { name: 'Edit Push-ups, 20 reps' }).click()
    await page.getByLabel('Number of reps').fill('23')
    await page.getByLabel('Note').fill('three more than the camera saw')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('button', { name: 'Edit Push-ups, 23 reps' })).toBeVisible()
    await expect(main).toContainText('three more than the camera saw')
  })

  await test.step('a workout is deleted', async () => {
    await page.getByRole('button', { name: 'Delete Push-ups, 8 reps' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expect(main.getByRole('listitem')).toHaveCount(2)
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  })

  await test.step('the statistics are those of the server', async () => {
    const { totals } = await api.statistics()
    expect(totals).toMatchObject({ workouts: 2, days: 1, duration_seconds: 105 })
    expect(totals).not.toHaveProperty('reps')
    await page.getByRole('link', { name: 'Statistics' }).first().click()
    const allTime = page.getByRole('region', { name: 'All time' })
    for (const text of ['Trained in all', '2 min', '1 day', '2 sets']) {
      await expect(allTime).toContainText(text)
    }
    await expect(main.getByRole('row', { name: /Squats/ }).first()).toContainText('15')
    await page.getByRole('region', { name: 'Over time' }).scrollIntoViewIfNeeded()
    await expect(main.locator('.recharts-bar-rectangle path')).toHaveCount(1)
    await page.getByLabel('Show', { exact: true }).selectOption('Push-ups')
    await expect(allTime).toContainText('Push-ups, reps in all')
    await expect(allTime).toContainText('23')
    const records = page.getByRole('region', { name: 'Records' })
    for (const text of ['Best set', '23 reps', 'Today']) await expect(records).toContainText(text)

    // One filter for all pages.
    await page.getByRole('link', { name: 'History' }).first().click()
    await expect(page.getByLabel('Exercise')).toHaveValue('push-up')
    await expect(main.getByRole('listitem')).toHaveCount(1)
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expect(main.getByRole('listitem')).toHaveCount(2)
    await page.goto('/')
    const today = page.getByRole('region', { name: 'Today' })
    for (const text of ['Push-ups', '23 reps']) await expect(today).toContainText(text)
  })

  await test.step('what is exported is known when it is imported again', async () => {
    await page.goto('/history/transfer')
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSV, for spreadsheets' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toBe('exercise-buddy-workouts.csv')
    await page.getByLabel('CSV or JSON file').setInputFiles(await download.path())
    await expect(main).toContainText(
      'From Exercise Buddy: 0 sets to import, 2 already here, 0 that cannot be imported.',
    )
    await expect(page.getByRole('button', { name: 'Nothing to import' })).toBeDisabled()
  })

  await test.step('signing out and in again changes nothing', async () => {
    await page.goto('/profile')
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await expect(main).toContainText('No account yet')
    await page.goto('/history')
    await expect(main).toContainText('Your history, on every device')
    await signIn(page, account)
    await page.goto('/history')
    await expect(main.getByRole('listitem')).toHaveCount(2)
  })
})

test('the profile is kept, the data comes out, the account goes', async ({
  openBrowser,
  baseURL,
}) => {
  const page = await openBrowser()
  const account = newAccount()
  const api = new ApiClient(baseURL ?? '')
  await api.register(account)
  await api.addWorkout()
  await api.handOver(page)
  await page.goto('/profile')

  await page.getByLabel('Name', { exact: true }).fill('Maya')
  await page.getByLabel('Weight in kg').fill('61,5')
  await page.getByLabel('Time zone').fill('Pacific/Auckland')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(toastOn(page, 'Profile saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Weight in kg')).toHaveValue('61.5')
  await expect(page.getByLabel('Time zone')).toHaveValue('Pacific/Auckland')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export my data' }).click()
  expect((await download).suggestedFilename()).toBe('exercise-buddy.json')

  await page.getByRole('link', { name: 'Security' }).click()
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByLabel('New password').fill('another horse battery')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(toastOn(page, 'Password changed. Other devices are signed out.')).toBeVisible()

  await page.getByRole('link', { name: 'Back to your profile' }).click()
  await page.getByRole('button', { name: 'Delete account' }).click()
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByLabel('Your password')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Your password').fill('another horse battery')
  await page.getByRole('button', { name: 'Delete for good' }).click()
  await expect(page.getByRole('main')).toContainText('No account yet')
})

test('a long history comes page by page', async ({ openBrowser, baseURL }) => {
  const api = await newMember(baseURL ?? '')
  const started = (hoursAgo: number): string =>
    new Date(Date.now() - hoursAgo * 3_600_000).toISOString()
  for (let each = 1; each <= 65; each += 1) await api.addWorkout({ started_at: started(each * 8) })
  await api.addWorkout({ exercise_type: 'squat', started_at: started(66 * 8) })
  const page = await openBrowser()
  await api.handOver(page)
  await page.goto('/history')

  const rows = page.getByRole('main').getByRole('listitem')
  const oldest = page.getByRole('link', { name: 'Squats' })
  await expect(rows.first()).toBeVisible()
  await expect(async () => {
    await page.mouse.wheel(0, 3_000)
    await expect(oldest).toBeVisible({ timeout: 100 })
  }).toPass()
  // Days that are far from the view are not in the page.
  expect(await rows.count()).toBeLessThan(60)
  await expect(page.getByRole('button', { name: 'Show more' })).toBeHidden()
})
