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

/**
 * What a thumb cannot press surely: controls that take presses less than 44 pixels wide or high. Links in a text may.
 */
export async function tooSmallOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const reach = 43 / 2
    const isPressed = (control: Element, x: number, y: number): boolean => {
      const hit = document.elementFromPoint(x, y)
      const label = hit?.closest('label')?.querySelector('input')
      return hit !== null && (control.contains(hit) || label === control)
    }
    const isSmall = (control: Element): boolean => {
      const box = (control.matches('input') ? control.closest('label') : null) ?? control
      box.scrollIntoView({ block: 'center', inline: 'center' })
      const { x, y, width, height } = box.getBoundingClientRect()
      const [midX, midY] = [x + width / 2, y + height / 2]
      const points: [number, number][] = [
        ...(width < 44 ? [-reach, reach].map((by): [number, number] => [midX + by, midY]) : []),
        ...(height < 44 ? [-reach, reach].map((by): [number, number] => [midX, midY + by]) : []),
      ]
      return points.some(([left, top]) => !isPressed(control, left, top))
    }
    return [...document.querySelectorAll('main :is(a, button, summary, input):not([aria-hidden])')]
      .filter((control) => control.checkVisibility() && control.closest('p') === null)
      .filter((control) => isSmall(control))
      .map((control) => control.outerHTML)
  })
}

export async function expectAccessible(page: Page, what = page.url()): Promise<void> {
  expect(await barriersOn(page), what).toEqual([])
}

declare global {
  interface Window {
    axe: { run: typeof run }
  }
}
