import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { run } from 'axe-core'
import { frontend } from './paths'
import { expect } from './test'

const AXE = readFileSync(join(frontend, 'node_modules/axe-core/axe.min.js'), 'utf8')

/**
 * What on the page keeps somebody from using it. Looked for in the page itself, which has no frames: axe's own builder
 * for Playwright opens a second page each time to gather what frames said, at four times the cost.
 */
export async function barriersOn(page: Page): Promise<string[]> {
  expect(page.frames(), 'frames would not be looked through').toHaveLength(1)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

export async function expectAccessible(page: Page, what = page.url()): Promise<void> {
  expect(await barriersOn(page), what).toEqual([])
}

declare global {
  interface Window {
    axe: { run: typeof run }
  }
}
