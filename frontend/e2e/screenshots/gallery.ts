import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { barriersOn } from '../support/accessible'
import { frontend } from '../support/paths'
import { expect } from '../support/test'

/** To be looked at, and kept by nobody: git ignores the folder. */
const GALLERY = join(frontend, 'e2e/.gallery')
const SIZES = {
  zoomed: { width: 320, height: 256 },
  small: { width: 320, height: 568 },
  sideways: { width: 844, height: 390 },
  phone: { width: 390, height: 844 },
  tablet: { width: 820, height: 1180 },
  desktop: { width: 1280, height: 800 },
} as const
const THEMES = ['light', 'dark'] as const

/**
 * Draws what the page shows in several sizes and both themes. Each is accessible, none scrolls sideways, and no button
 * breaks a word.
 */
export async function drawState(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport)
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await page.evaluate(() => document.fonts.ready)
      const path = join(GALLERY, `${name}-${size}-${theme}.png`)
      // Colours that are still on their way from one theme to the other are those of neither.
      await page.screenshot({ path, animations: 'disabled' })
      await expectAccessible(page, `${name}, ${size}, ${theme}`)
    }
  }
}

async function expectAccessible(page: Page, what: string): Promise<void> {
  expect.soft(await barriersOn(page), what).toEqual([])
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect.soft(sideways, `${what} scrolls sideways`).toBeLessThanOrEqual(0)
  expect.soft(await page.evaluate(brokenWords), what).toEqual([])
}

/** The words of buttons that stand on two lines. */
function brokenWords(): string[] {
  const texts = document.evaluate(
    '//main//button//text()',
    document,
    null,
    XPathResult.ORDERED_NODE_SNAPSHOT_TYPE,
  )
  const broken: string[] = []
  for (let at = 0; at < texts.snapshotLength; at += 1) {
    const text = texts.snapshotItem(at) as Text
    const range = document.createRange()
    range.selectNode(text)
    if (!text.data.includes(' ') && range.getClientRects().length > 1) broken.push(text.data)
  }
  return broken
}

interface Stopped {
  stopTime?: () => void
  goOn?: () => void
}

/** Lets a page's time be stopped, so that a countdown holds still for its pictures. Before the first page. */
export async function withStoppableTime(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const clocks = [performance, Date].map((clock) => ({ clock, now: clock.now.bind(clock) }))
    let lostMs = 0
    let stoppedAtMs: number | null = null
    const wallNow = Date.now.bind(Date)
    for (const { clock, now } of clocks)
      clock.now = () => now() - lostMs - (stoppedAtMs === null ? 0 : wallNow() - stoppedAtMs)
    // The camera's pictures have times of their own, and go on meanwhile.
    const { prototype } = HTMLVideoElement
    const ask = Reflect.get(prototype, 'requestVideoFrameCallback')
    prototype.requestVideoFrameCallback = function (then) {
      return ask.call(this, (now, metadata) =>
        then(now - lostMs, { ...metadata, mediaTime: metadata.mediaTime - lostMs / 1_000 }),
      )
    }
    Object.assign(globalThis, {
      stopTime: () => {
        stoppedAtMs ??= wallNow()
        document.querySelector('video')?.pause()
      },
      goOn: () => {
        lostMs += stoppedAtMs === null ? 0 : wallNow() - stoppedAtMs
        stoppedAtMs = null
        void document.querySelector('video')?.play()
      },
    })
  })
}

/** Presses it, if one is named, and stops time in the same moment: no picture of the camera comes between. */
export async function stopTime(page: Page, pressed?: string): Promise<void> {
  await page.evaluate((testId) => {
    if (testId !== undefined)
      document.querySelector<HTMLElement>(`[data-testid=${testId}]`)?.click()
    ;(globalThis as Stopped).stopTime?.()
  }, pressed)
}

/** Time and the camera's picture go on. */
export async function goOn(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as Stopped).goOn?.())
}
