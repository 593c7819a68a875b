import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { forceEnvironment } from '../support/forced'
import { follow } from '../support/pages'
import type { SettingName } from '../support/settings'
import { IS_TRANSLATED, expect, test } from '../support/test'
import { TAKES_ALL, standing } from '../train/clips'
import { TrainingPage } from '../train/training-page'
import { ApiClient, newAccount, signIn } from './account'

// Whoever is signed in is sent from the pages of signing in to the first one: never two of these in a row.
const PAGES = [
  '/train',
  '/login',
  '/history',
  '/register',
  '/history/transfer',
  '/forgot-password',
  '/statistics',
  '/goals',
  '/profile',
  '/',
  '/profile/security',
  '/reset-password#token=x',
  '/verify-email#token=x',
  '/weekly-mail#token=x',
  '/undo-email-change#token=x',
  '/nowhere',
  '/train/plans/new',
  '/train/push-up',
  '/watch',
  '/connect',
]

async function expectEveryPage(page: Page): Promise<void> {
  for (const path of PAGES) {
    await follow(page, path)
    await expect(page.getByText('This page stumbled'), path).toBeHidden()
  }
}

// One journey, wherever the computer is; E2E_SETTING takes all the others there.
for (const setting of ['unknown-zone-translated', 'far-ahead'] as const satisfies SettingName[]) {
  test(`a set by hand, its history and every page: ${setting}`, async ({
    openBrowser,
    baseURL,
  }) => {
    const account = newAccount()
    const api = new ApiClient(baseURL ?? '')
    await api.register(account, 'UTC')
    // The real model arrives where the words that tell of it are replaced.
    const seesNobody = setting === 'far-ahead'
    const page = await openBrowser({ setting, clip: standing(), seesNobody })
    await signIn(page, account)
    const offer = page.getByRole('button', { name: 'Use Kiritimati' })
    await expect(offer).toBeVisible({ visible: setting === 'far-ahead' })

    const training = new TrainingPage(page)
    await training.begin('push-up')
    await training.finish()
    for (const reps of [1, 2, 3]) {
      await page.getByRole('button', { name: 'One more' }).click()
      await expect(training.count).toHaveText(String(reps))
    }
    await expect(training.saved).toBeVisible()
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Share' }).click()
    const picture = await readFile(await (await saving).path())
    expect(picture.subarray(1, 4).toString()).toBe('PNG')
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1080, 1080])
    await page.getByRole('link', { name: 'Rep by rep' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.goto('/history')
    await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Edit Push-ups, 3 reps' })).toHaveCount(1)
    await expect.poll(async () => (await api.statistics()).today_by_exercise[0]?.reps).toBe(3)

    // Where nobody knows the zone and words are replaced, more can go wrong than where it is tomorrow already.
    if (TAKES_ALL || setting !== 'far-ahead') await expectEveryPage(page)
    else console.log('  every page far ahead: left to `make prove`')
    if (setting === 'far-ahead') {
      await follow(page, '/')
      await offer.click()
      await expect(offer).toBeHidden()
    }
  })
}

for (const kind of ['missing', 'refusing', 'absurd'] as const) {
  test(`every page, where what the browser hands over is ${kind}`, async ({
    openBrowser,
    baseURL,
  }) => {
    if (IS_TRANSLATED) console.log(`  what is ${kind}: skipped, the language is forced, too`)
    test.skip(IS_TRANSLATED, 'what language the browser hands over is among what is forced')
    const account = newAccount()
    const api = new ApiClient(baseURL ?? '')
    await api.register(account)
    await api.addWorkout({ note: 'with a note' })
    const page = await openBrowser()
    await page.addInitScript(forceEnvironment, kind)
    await page.goto('/')
    await expectEveryPage(page)
    await signIn(page, account)
    await expectEveryPage(page)
    await follow(page, '/statistics')
    await page.locator('[aria-labelledby=daily-title]').scrollIntoViewIfNeeded()
    await expect(page.locator('.recharts-bar-rectangle').first()).toBeVisible()
  })
}
