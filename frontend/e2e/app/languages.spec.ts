import type { Page } from '@playwright/test'
import { expect, test } from '../support/test'
import { lookIn } from '../support/words'
import { ApiClient, newAccount, signIn } from './account'

const PAGES = [
  '/',
  '/train',
  '/train/plans/new',
  '/history',
  '/history/transfer',
  '/statistics',
  '/goals',
  '/profile',
  '/profile/security',
]

/** Texts on the page that the catalogue has another word for. */
async function leftInEnglish(page: Page): Promise<string[]> {
  const look = lookIn('de')
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (walker.nextNode() !== null) {
      const inside = walker.currentNode.parentElement?.closest('script, style, code, select')
      const text = walker.currentNode.textContent?.trim() ?? ''
      if (inside === null && text !== '') found.push(text)
    }
    const named = Array.from<Element>(document.querySelectorAll('[aria-label]'))
    found.push(...named.map((each) => each.getAttribute('aria-label') ?? ''))
    return found
  })
  // Some words are the same in both languages.
  return texts.filter((text) => {
    const german = look(text, true)
    return german instanceof RegExp && !german.test(text)
  })
}

test('every page speaks German, fits a small phone, and may be turned around', async ({
  openBrowser,
  baseURL,
}) => {
  const account = newAccount()
  const api = new ApiClient(baseURL ?? '')
  await api.register(account)
  const { id } = await api.addWorkout({ note: 'n' })
  const page = await openBrowser({
    context: { viewport: { width: 320, height: 640 } },
  })
  await signIn(page, account)
  await page.evaluate(() => localStorage.setItem('exercise-buddy.language', 'de'))
  for (const path of [...PAGES, `/history/${id}`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.waitForLoadState('networkidle')
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await leftInEnglish(page), path).toEqual([])
    for (const dir of ['ltr', 'rtl']) {
      const sideways = await page.evaluate((wanted) => {
        document.documentElement.dir = wanted
        return document.documentElement.scrollWidth - innerWidth
      }, dir)
      expect(sideways, `${path} scrolls sideways, ${dir}`).toBe(0)
    }
  }

  await page.goto('/profile')
  await page.getByLabel('Sprache').selectOption('fr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profil')
  await expect(page.getByLabel('Langue')).toHaveValue('fr')
})
