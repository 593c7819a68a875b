import { setTimeout as sleep } from 'node:timers/promises'
import type { Page, Request } from '@playwright/test'
import { expect } from './test'

const QUIET_MS = 500

/**
 * Goes there as a link of the app would, and waits for the heading of that page: the app is not started anew, which
 * costs four times as much. The page before must be another one.
 */
export async function follow(page: Page, path: string): Promise<void> {
  const last = page.locator('h1')
  await last.evaluateAll((titles) => titles.forEach((title) => title.classList.add('of-last-page')))
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: {} }))
  }, path)
  await expect(page.locator('h1:not(.of-last-page)'), path).toBeVisible()
}

/** Follows, and waits until all that the page asked for has come: Playwright knows that of whole documents only. */
export async function followUntilQuiet(page: Page, path: string): Promise<void> {
  const asked = new Set<Request>()
  let quietSinceMs = Date.now()
  const begun = (request: Request): void => void asked.add(request)
  const ended = (request: Request): void => {
    asked.delete(request)
    quietSinceMs = Date.now()
  }
  page.on('request', begun).on('requestfinished', ended).on('requestfailed', ended)
  await follow(page, path)
  while (asked.size > 0 || Date.now() - quietSinceMs < QUIET_MS) await sleep(50)
  page.off('request', begun).off('requestfinished', ended).off('requestfailed', ended)
}
