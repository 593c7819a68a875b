import type { Locator, Page } from '@playwright/test'
import { POSE_FILES } from '../../src/pose/assets.ts'
import { followUntilQuiet } from '../support/pages'
import { expect, test } from '../support/test'
import { lookIn } from '../support/words'
import { TAKES_ALL } from '../train/clips'
import { newMember } from './account'

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
  '/together',
  '/connect',
  '/train/plan/mine',
]
const PLAN = {
  id: 'mine',
  name: 'n',
  until_reps: null,
  adapts: true,
  steps: [
    {
      exercise: 'push-up',
      target: { kind: 'reps', reps: 10 },
      rest: { kind: 'seconds', seconds: 45 },
      warm_up: false,
    },
  ],
}

/** What extends beyond either edge of the screen, except for parts that scroll by themselves. */
async function overTheEdge(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const shown = document.querySelectorAll(
      'body *:not([class*=overflow-x] *, svg *, .sr-only, .sr-only *, input[aria-hidden])',
    )
    return Array.from<Element>(shown)
      .filter((each) => {
        const { left, right, width } = each.getBoundingClientRect()
        return width > 0 && (right > innerWidth + 1 || left < -1)
      })
      .map(({ tagName, textContent }) => `${tagName} ${textContent.slice(0, 40)}`)
  })
}

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
  const api = await newMember(baseURL ?? '')
  const { id } = await api.addWorkout({ note: 'n' })
  const page = await openBrowser({
    context: { viewport: { width: 320, height: 640 } },
  })
  await api.handOver(page)
  await page.evaluate(
    (plans) => {
      localStorage.setItem('exercise-buddy.language', 'de')
      localStorage.setItem('exercise-buddy.plans', plans)
    },
    JSON.stringify([PLAN]),
  )
  await page.goto('/connect')
  for (const path of [...PAGES, `/history/${id}`]) {
    await followUntilQuiet(page, path)
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await leftInEnglish(page), path).toEqual([])
    for (const dir of ['ltr', 'rtl']) {
      await page.evaluate((wanted) => (document.documentElement.dir = wanted), dir)
      expect.soft(await overTheEdge(page), `${path}, ${dir}`).toEqual([])
    }
  }

  await page.goto('/history')
  const filter = await page.getByRole('button', { name: 'Filtern' }).boundingBox()
  const select = await page.getByRole('button', { name: 'Mehrere auswählen' }).boundingBox()
  expect(filter?.y, 'on one line').toBe(select?.y)

  await page.goto('/profile')
  await page.getByLabel('Sprache').selectOption('fr')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Profil')
  await expect(page.getByLabel('Langue')).toHaveValue('fr')

  // French has the longest words: what fits in it fits in Spanish, too.
  for (const language of TAKES_ALL ? ['fr', 'es'] : ['fr']) {
    await page.evaluate((to) => localStorage.setItem('exercise-buddy.language', to), language)
    await page.goto('/connect')
    for (const path of PAGES) {
      await followUntilQuiet(page, path)
      expect.soft(await overTheEdge(page), `${path}, ${language}`).toEqual([])
    }
    await page.setViewportSize({ width: 640, height: 900 })
    expect.soft(await overTheEdge(page), `a tablet, ${language}`).toEqual([])
    await page.setViewportSize({ width: 320, height: 640 })
  }
})

async function linesOf(text: Locator): Promise<number> {
  return text.evaluate(
    (each) => each.clientHeight / Number.parseFloat(getComputedStyle(each).lineHeight),
  )
}

for (const language of ['en', 'de', 'es', 'fr']) {
  test(`what stands on every page of a phone has room for its words: ${language}`, async ({
    openBrowser,
  }) => {
    const page = await openBrowser({
      context: { viewport: { width: 390, height: 844 }, locale: language },
    })
    await page.goto('/history')
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    const header = await page.getByRole('banner').boundingBox()
    expect(header?.height, 'one line').toBeLessThan(70)
    const cramped = await page
      .getByRole('navigation')
      .last()
      .getByRole('link')
      .evaluateAll((tabs) => tabs.filter((tab) => tab.scrollWidth > tab.clientWidth).length)
    expect(cramped, 'tabs wider than their place').toBe(0)
  })

  test(`a phone says in two lines that the server is away: ${language}`, async ({
    openBrowser,
  }) => {
    const page = await openBrowser({
      context: { viewport: { width: 390, height: 844 }, locale: language },
    })
    await page.route('**/healthz', (route) => route.abort())
    await page.goto('/history')
    await page.evaluate(async (paths) => {
      const cache = await caches.open('pose')
      for (const path of paths) await cache.put(path, new Response())
    }, POSE_FILES)
    await page.goto('/train')
    const banner = page.getByRole('status').locator('p')
    const canTrain = await banner.textContent()
    expect.soft(await linesOf(banner)).toBeLessThan(2.5)
    await page.evaluate(() => caches.delete('pose'))
    await page.goto('/history')
    await expect(banner).not.toHaveText(canTrain ?? '')
    expect.soft(await linesOf(banner)).toBeLessThan(2.5)
  })
}
