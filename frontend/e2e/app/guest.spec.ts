import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import { expect, test } from '../support/test'
import { newAccount, signUp } from './account'

/** Puts a workout where a finished set puts it: into the outbox of this browser. */
async function leaveWorkout(page: Page, reps: number): Promise<void> {
  const workout = {
    id: v7(),
    exercise_type: 'push-up',
    reps_count: reps,
    duration_seconds: 30,
    started_at: new Date(Date.now() - 60_000).toISOString(),
  }
  // The app makes the stores: whoever opens the database before it would leave it without any.
  const names = () =>
    page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
  await expect.poll(names).toContain('exercise-buddy')
  await page.evaluate(async (stored) => {
    const opening = indexedDB.open('exercise-buddy')
    await new Promise((resolve) => opening.addEventListener('success', resolve))
    const writing = opening.result.transaction('outbox', 'readwrite')
    writing.objectStore('outbox').put({
      id: stored.id,
      ownerId: null,
      workout: stored,
      edit: null,
      removed: false,
      attempts: 0,
      retryAtMs: 0,
      refusal: null,
    })
    await new Promise((resolve) => writing.addEventListener('complete', resolve))
    opening.result.close()
  }, workout)
}

test('a guest’s workouts wait on the device and move into the account', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.goto('/')
  await expect(page.getByRole('link', { name: 'Push-ups' }).first()).toBeVisible()
  await expect(page.getByTestId('waiting-workouts')).toBeHidden()
  await leaveWorkout(page, 14)
  await page.reload()
  await expect(page.getByTestId('waiting-workouts')).toContainText('14')

  await page.getByRole('button', { name: 'Edit Push-ups, 14 reps' }).click()
  await page.getByLabel('Number of reps').fill('15')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByTestId('waiting-workouts')).toContainText('15')

  await page.goto('/register?next=/history')
  await expect(page.getByText(/1 set on this device will be added/)).toBeVisible()
  await signUp(page, newAccount())
  await expect(page).toHaveURL(/\/history$/)
  await expect(page.getByRole('region', { name: 'Today' }).getByRole('listitem')).toContainText(
    '15',
  )
  await expect(page.getByTestId('waiting-workouts')).toBeHidden()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)
})

test('a cut connection loses nothing, and says so', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.goto('/register')
  await signUp(page, newAccount())
  await expect(page.getByRole('heading', { name: /Hello/ })).toBeVisible()
  await leaveWorkout(page, 11)
  await page.goto('/history')
  await expect(page.getByRole('main').getByRole('listitem')).toContainText('11')

  await page.context().setOffline(true)
  await expect(page.getByText('You are offline')).toBeVisible()
  await leaveWorkout(page, 12)
  await page.getByRole('link', { name: 'Home' }).first().click()
  await page.context().setOffline(false)
  await expect(page.getByText('You are offline')).toBeHidden()
  await page.getByRole('link', { name: 'History' }).first().click()
  await expect(page.getByTestId('waiting-workouts')).toBeHidden()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(2)
})

test('two tabs of one browser send each workout once', async ({ openBrowser }) => {
  const page = await openBrowser()
  await page.goto('/')
  for (const reps of [1, 2, 3, 4, 5]) await leaveWorkout(page, reps)
  const other = await page.context().newPage()
  await other.goto('/history')
  const sent: string[] = []
  page.context().on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/v1/workouts')) {
      sent.push((request.postDataJSON() as { id: string }).id)
    }
  })
  await page.goto('/register?next=/history')
  await signUp(page, newAccount())

  for (const tab of [page, other]) {
    await expect(tab.getByRole('link', { name: 'Push-ups' })).toHaveCount(5)
    await expect(tab.getByTestId('waiting-workouts')).toBeHidden()
  }
  expect(sent).toHaveLength(5)
  expect(new Set(sent).size).toBe(5)
})

test('a reload keeps the session without a glimpse of the sign-in page', async ({
  openBrowser,
}) => {
  const page = await openBrowser()
  await page.goto('/register')
  await signUp(page, newAccount())
  await expect(page.getByRole('heading', { name: /Hello/ })).toBeVisible()
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.documentElement.textContent.includes('Sign in'))
        sessionStorage.setItem('glimpse', '1')
    }).observe(document, { childList: true, subtree: true })
  })
  await page.goto('/history')
  await expect(page.getByRole('heading', { name: 'No sets yet' })).toBeVisible()
  expect(await page.evaluate(() => sessionStorage.getItem('glimpse'))).toBeNull()
})

test('the first page loads neither charts nor pose detection', async ({ openBrowser }) => {
  const page = await openBrowser()
  const loaded: string[] = []
  page.on('response', (response) => loaded.push(new URL(response.url()).pathname))
  await page.goto('/')
  await page.waitForLoadState('networkidle')
  expect(loaded).toContain('/start.js')
  expect(loaded.filter((path) => /chart|pose|mediapipe|\.wasm|\.task/.test(path))).toEqual([])
})

test('a theme chosen in one tab is that of the others', async ({ openBrowser }) => {
  const page = await openBrowser({ context: { colorScheme: 'light' } })
  await page.goto('/')
  const other = await page.context().newPage()
  await other.goto('/')
  await other.getByRole('button', { name: 'Theme: system' }).waitFor()
  const theme = page.getByRole('button', { name: /^Theme: / })
  await theme.click()
  await theme.click()
  await expect(other.getByRole('button', { name: 'Theme: dark' })).toBeVisible()
  await expect(other.locator('html')).toHaveAttribute('data-theme', 'dark')
})

test('a language chosen in one tab is that of the others, but not in the middle of training', async ({
  openBrowser,
}) => {
  const page = await openBrowser()
  await page.goto('/profile')
  const other = await page.context().newPage()
  await other.goto('/train/push-up')
  await other.getByRole('heading', { level: 1 }).waitFor()
  const before = await other.locator('html').getAttribute('lang')
  const third = await page.context().newPage()
  await third.goto('/train')
  await page.getByLabel('Language').selectOption('es')
  await expect(third.locator('html')).toHaveAttribute('lang', 'es')
  await expect(other.locator('html')).toHaveAttribute('lang', before ?? '')
  await other.locator('a[href="/train"]').first().click()
  await expect(other.locator('html')).toHaveAttribute('lang', 'es')
})

test('a dark page is ink on white on paper, without what is pressed', async ({ openBrowser }) => {
  const page = await openBrowser({ context: { colorScheme: 'dark' } })
  await page.goto('/')
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toBeVisible()
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await expect(heading).toHaveCSS('color', 'rgb(20, 23, 26)')
  const panel = page.getByRole('heading', { name: 'Keep what you do' })
  await expect(panel).toHaveCSS('color', 'rgb(20, 23, 26)')
  for (const role of ['banner', 'navigation', 'button'] as const) {
    await expect(page.getByRole(role)).toHaveCount(0)
  }
})

test('signing in keeps to one line in French, and has an edge in the colours of the system', async ({
  openBrowser,
}) => {
  const context = { locale: 'fr-FR', viewport: { width: 390, height: 844 } }
  const page = await openBrowser({ context: { ...context, forcedColors: 'active' } })
  await page.goto('/')
  const link = page.getByRole('banner').getByRole('link', { name: 'Se connecter' })
  await expect(link).toHaveCSS('border-top-width', '1px')
  expect((await link.boundingBox())?.height).toBeLessThan(40)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  // Of a few side by side the chosen one is told apart.
  await page.goto('/profile')
  const chosen = page.locator('label:has(> input[type="radio"]:checked)').first()
  const highlight = await page.evaluate(() => {
    document.body.style.backgroundColor = 'Highlight'
    return getComputedStyle(document.body).backgroundColor
  })
  await expect(chosen).toHaveCSS('background-color', highlight)
})
