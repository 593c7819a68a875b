import type { FromWorker, ToWorker } from '../../src/pose/worker/protocol'
import { expect, test } from '../support/test'
import { fivePushUps, shownThrice } from './clips'

declare global {
  /** Of each picture that the page had analysed: whether it is the one before. */
  var sentAgain: boolean[]
}

/** Puts a worker that sees nobody, at once, in the place of the one with the model; to be run in the page before anything else. */
function seeNobody(): void {
  globalThis.sentAgain = []
  const canvas = new OffscreenCanvas(160, 120).getContext('2d', { willReadFrequently: true })!
  let last = ''
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
      globalThis.sentAgain.push(shown === last)
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
  const sent = (): Promise<boolean[]> => page.evaluate(() => globalThis.sentAgain)
  await expect.poll(async () => (await sent()).length).toBeGreaterThan(20)
  const all = await sent()
  // A busy machine shows some for so long that somebody might stand still.
  expect(all.filter(Boolean).length / all.length).toBeLessThan(0.25)
})
