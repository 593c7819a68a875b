import { REPEATED_FOR_MS } from '../../src/pose/repeats'
import type { FromWorker, ToWorker } from '../../src/pose/worker/protocol'
import { expect, test } from '../support/test'
import { fivePushUps, shownThrice } from './clips'

declare global {
  /** For how long each picture had been shown when it was analysed; 0 the first time. */
  var shownForMs: number[]
}

/**
 * Puts a worker that sees nobody, at once, in the place of the one with the model; to be run in the page before
 * anything else.
 */
function seeNobody(): void {
  globalThis.shownForMs = []
  const canvas = new OffscreenCanvas(160, 120).getContext('2d', { willReadFrequently: true })!
  let last = ''
  let firstMs = 0
  class SeesNobody {
    onmessage: ((event: { data: FromWorker }) => void) | null = null

    postMessage(message: ToWorker): void {
      if (message.type === 'start') this.#say({ type: 'ready' })
      else this.#compare(message)
    }

    terminate(): void {
      this.onmessage = null
    }

    #compare({ picture, timestampMs }: Extract<ToWorker, { type: 'frame' }>): void {
      const { width, height } = picture
      canvas.drawImage(picture, 0, 0, 160, 120)
      picture.close()
      const shown = canvas.getImageData(0, 0, 160, 120).data.join()
      if (shown !== last) firstMs = timestampMs
      globalThis.shownForMs.push(timestampMs - firstMs)
      last = shown
      const nobody = { landmarks: null, worldLandmarks: null }
      this.#say({ type: 'pose', timestampMs, width, height, ...nobody })
    }

    #say(data: FromWorker): void {
      setTimeout(() => this.onmessage?.({ data }))
    }
  }
  globalThis.Worker = SeesNobody as unknown as typeof Worker
}

// Drawn once and kept, but that once takes longer than a test may.
test.beforeAll(() => {
  test.setTimeout(900_000)
  shownThrice(fivePushUps())
})

test.use({ picturesASecond: null })

test('analyses a picture that a camera shows three times once', async ({ openBrowser }) => {
  const page = await openBrowser({ clip: shownThrice(fivePushUps()) })
  await page.addInitScript(seeNobody)
  await page.goto('/train/push-up')
  const all = (): Promise<number[]> => page.evaluate(() => globalThis.shownForMs)
  // The first second's pictures may pass before a look finds one that is shown again.
  await expect.poll(async () => (await all()).length, { timeout: 60_000 }).toBeGreaterThan(60)
  const again = (await all()).slice(-40).filter((forMs) => forMs > 0 && forMs <= REPEATED_FOR_MS)
  expect(again).toEqual([])
})
