import { REPEATED_FOR_MS } from '../../src/pose/repeats'
import { expect, test } from '../support/test'
import { fivePushUps, shownThrice } from './clips'

declare global {
  /** For how long each picture had been shown when it was analysed; 0 the first time. */
  var shownForMs: number[]
}

/** Notes for how long each picture had been shown; to be run in the page before anything else. */
function noteRepeats(): void {
  globalThis.shownForMs = []
  const canvas = new OffscreenCanvas(160, 120).getContext('2d', { willReadFrequently: true })!
  let last = ''
  let firstMs = 0
  globalThis.lookAt = (picture, timestampMs) => {
    canvas.drawImage(picture, 0, 0, 160, 120)
    const shown = canvas.getImageData(0, 0, 160, 120).data.join()
    if (shown !== last) firstMs = timestampMs
    globalThis.shownForMs.push(timestampMs - firstMs)
    last = shown
  }
}

// Drawn once and kept, but that once takes longer than a test may.
test.beforeAll(() => {
  test.setTimeout(900_000)
  shownThrice(fivePushUps())
})

test.use({ picturesASecond: null })

test('analyses a picture that a camera shows three times once', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: shownThrice(fivePushUps()), seesNobody: true })
  await page.addInitScript(noteRepeats)
  await page.goto('/train/push-up')
  const all = (): Promise<number[]> => page.evaluate(() => globalThis.shownForMs)
  // The first second's pictures may pass before a look finds one that is shown again.
  await expect.poll(async () => (await all()).length, { timeout: 60_000 }).toBeGreaterThan(60)
  const again = (await all()).slice(-40).filter((forMs) => forMs > 0 && forMs <= REPEATED_FOR_MS)
  expect(again).toEqual([])
})
