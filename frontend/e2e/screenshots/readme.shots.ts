import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { repository } from '../support/paths'
import { expect, test } from '../support/test'
import { exercisingFigure } from '../train/clips'
import { TrainingPage } from '../train/training-page'

const PHONE = { width: 390, height: 780 }

async function shoot(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: join(repository, 'docs/images', `${name}.png`) })
}

async function signIn(page: Page): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('Email or username').fill('demo')
  await page.getByLabel('Password', { exact: true }).fill('demo-counts-pushups')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).not.toHaveURL(/login/)
}

test('training', async ({ openBrowser }) => {
  const clip = exercisingFigure('push-up', '--reps', '5', '--view', 'diagonal')
  const page = await openBrowser({ clip, context: { viewport: PHONE, colorScheme: 'dark' } })
  const training = new TrainingPage(page)
  await training.begin('push-up')
  await expect(training.count).toHaveText('3', { timeout: 40_000 })
  await shoot(page, 'train-dark')
})

for (const [path, name] of [
  ['/', 'dashboard-light'],
  ['/statistics', 'statistics-light'],
] as const) {
  test(name, async ({ openBrowser }) => {
    const page = await openBrowser({ context: { viewport: PHONE, colorScheme: 'light' } })
    await signIn(page)
    await page.goto(path)
    await page.waitForLoadState('networkidle')
    await shoot(page, name)
  })
}
