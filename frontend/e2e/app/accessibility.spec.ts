import type { Page } from '@playwright/test'
import { v7 } from 'uuid'
import type { NewWorkout } from '../../src/api/types.ts'
import { expectAccessible, tooSmallOn } from '../support/accessible'
import { follow, followUntilQuiet } from '../support/pages'
import { expect, test } from '../support/test'
import { TAKES_ALL } from '../train/clips'
import { ApiClient, newAccount, newMember } from './account'

const GUEST_PAGES = [
  '/',
  '/train',
  '/train/plan/push-ups-100',
  '/train/plans/new',
  '/history',
  '/statistics',
  '/goals',
  '/profile',
  '/login',
  '/register',
  '/forgot-password',
  '/reset-password#token=x',
  '/undo-email-change#token=x',
  '/verify-email#token=x',
  '/weekly-mail#token=x',
  '/watch',
  '/connect',
  '/together',
  '/nowhere',
]
const SIGNED_IN_PAGES = [
  '/',
  '/train',
  '/train/plan/push-ups-100',
  '/train/plans/new',
  '/history',
  '/history/transfer',
  '/statistics',
  '/profile',
  '/profile/security',
  '/statistics?exercise_type=push-up',
  '/connect',
  '/together',
  '/goals',
]
// Both sizes and both themes, each once: colours do not depend on the size, nor the layout on the theme.
const PHONE = {
  name: 'phone, light',
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  colorScheme: 'light',
} as const
const DESKTOP = {
  name: 'desktop, dark',
  viewport: { width: 1280, height: 860 },
  hasTouch: false,
  colorScheme: 'dark',
} as const
// The pages of guests and of accounts are made of the same parts; `make prove` looks at each of them on both.
const GUESTS_SCREENS = TAKES_ALL ? [PHONE, DESKTOP] : [PHONE]
const ACCOUNTS_SCREENS = TAKES_ALL ? [PHONE, DESKTOP] : [DESKTOP]

const SPACED = `
  * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
  p { margin-bottom: 2em !important }`

const A_TRAINING: Omit<NonNullable<NewWorkout['training']>, 'id' | 'name'> = {
  plan_id: null,
  position: 0,
  target: { kind: 'open' },
  rest_seconds: null,
  warm_up: false,
}
const ONE_REPETITION: NewWorkout['details'] = {
  repetitions: {
    start_ms: [0],
    end_ms: [2000],
    down_ms: [1000],
    up_ms: [900],
    bottom_deg: [80],
    verdict: [['valid', 1]],
  },
}

async function expectForEveryone(page: Page): Promise<void> {
  await expectAccessible(page)
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(overflow, `${page.url()} scrolls sideways`).toBe(0)
}

/** Charts take a new width a moment later. */
async function expectNotSideways(page: Page, what: string): Promise<void> {
  await expect
    .configure({ soft: true })
    .poll(
      () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      `${what} scrolls sideways`,
    )
    .toBe(0)
}

for (const { name, ...context } of GUESTS_SCREENS) {
  test(`a guest's pages are accessible: ${name}`, async ({ openBrowser }) => {
    const page = await openBrowser({ context })
    await page.goto('/connect')
    for (const path of GUEST_PAGES) {
      await followUntilQuiet(page, path)
      await expectForEveryone(page)
      if (context.hasTouch)
        expect.soft(await tooSmallOn(page), `too small for a thumb: ${path}`).toEqual([])
    }
  })
}

for (const { name, ...context } of ACCOUNTS_SCREENS) {
  test(`an account's pages are accessible: ${name}`, async ({ openBrowser, baseURL }) => {
    const api = await newMember(baseURL ?? '')
    const { id } = await api.addWorkout({ note: 'with a note', details: ONE_REPETITION })
    const page = await openBrowser({ context })
    await api.handOver(page)
    await page.goto('/train')
    for (const path of [
      '/',
      `/history/${id}`,
      '/statistics',
      '/goals',
      '/together',
      '/history/transfer',
      '/profile',
      '/profile/security',
      '/history',
    ]) {
      await followUntilQuiet(page, path)
      await expectForEveryone(page)
    }

    await page.getByRole('button', { name: 'Edit Push-ups, 20 reps' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await expectForEveryone(page)
    await page.getByLabel('Number of reps').fill('-1')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await expectForEveryone(page)
  })
}

test('nothing hangs over the edge of the narrowest phone', async ({ openBrowser, baseURL }) => {
  const api = new ApiClient(baseURL ?? '')
  const account = newAccount()
  const label = 'w'.repeat(60)
  await api.register({ ...account, email: `${account.username}@${label}.${label}.example.com` })
  const training = { ...A_TRAINING, id: v7(), name: 'W'.repeat(60) }
  await api.addWorkout({ note: 'W'.repeat(200), training })
  const { id } = await api.addWorkout({ note: 'n'.repeat(200), details: ONE_REPETITION })
  const page = await openBrowser({ context: { viewport: { width: 320, height: 640 } } })
  await api.handOver(page)
  await page.goto('/goals')
  await page.getByLabel('Exercise').selectOption('jumping-jack')
  await page.getByLabel('How many').fill('100000')
  await page.getByRole('button', { name: 'Set this goal' }).click()
  await expect(page.getByRole('heading', { name: 'Jumping jacks' })).toBeVisible()
  await page.evaluate(() => (document.adoptedStyleSheets = [new CSSStyleSheet()]))
  for (const path of [...SIGNED_IN_PAGES, `/history/${id}`]) {
    await followUntilQuiet(page, path)
    // A page may be as wide as the screen and its cards wider than the page: look at each.
    const over = await page.locator('main').evaluate((main) => {
      const { paddingRight } = getComputedStyle(main)
      const edge = main.getBoundingClientRect().right - parseFloat(paddingRight)
      const cards = main.querySelectorAll('li, section, form, fieldset')
      return Array.from<Element>(cards).filter(
        (card) => card.getBoundingClientRect().right > edge + 1,
      ).length
    })
    expect(over, `${path}: cards over the edge`).toBe(0)
    await expectNotSideways(page, path)
    // As a style sheet of one's own may set it (WCAG 1.4.12).
    await page.evaluate((css) => document.adoptedStyleSheets[0]?.replaceSync(css), SPACED)
    await expectNotSideways(page, `${path} with letters further apart`)
    await page.evaluate(() => document.adoptedStyleSheets[0]?.replaceSync(''))
    // A phone whose letters are twice as large has as much room as one half as wide.
    await page.setViewportSize({ width: 195, height: 422 })
    await expectNotSideways(page, `${path} with large letters`)
    await page.setViewportSize({ width: 320, height: 640 })
  }
  await follow(page, '/train/plan/push-ups-100')
  await expect(page.getByText('1 min rest').filter({ visible: true })).toBeVisible()
})

test('the keyboard reaches everything, and the focus is never lost', async ({
  openBrowser,
  baseURL,
}) => {
  const api = await newMember(baseURL ?? '')
  await api.addWorkout()
  const page = await openBrowser()
  await api.handOver(page)
  await page.goto('/history')
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(1)

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  const edit = page.getByRole('button', { name: 'Edit Push-ups, 20 reps' })
  for (let presses = 0; presses < 20; presses += 1) {
    if (await edit.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(edit).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(edit).toBeFocused()

  await page.getByRole('link', { name: 'Statistics' }).first().press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Statistics' })).toBeFocused()
})

test('a chosen theme holds over a reload, without a flash of the other', async ({
  openBrowser,
}) => {
  const page = await openBrowser({ context: { colorScheme: 'light' } })
  await page.goto('/profile')
  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.addInitScript(() => {
    document.addEventListener('DOMContentLoaded', () => {
      sessionStorage.setItem('first-theme', document.documentElement.dataset.theme ?? 'none')
    })
  })
  await page.reload()
  expect(await page.evaluate(() => sessionStorage.getItem('first-theme'))).toBe('dark')
})
