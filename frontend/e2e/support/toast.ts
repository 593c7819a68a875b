import type { Locator, Page } from '@playwright/test'

/** What a toast says; the region in which screen readers hear of it, for a moment, says it a second time. */
export function toastOn(page: Page, text: string): Locator {
  return page.getByRole('region', { name: 'Notifications' }).getByText(text, { exact: true })
}
